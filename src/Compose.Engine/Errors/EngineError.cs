using System.Globalization;
using Compose.Host;

namespace Compose.Engine.Errors;

/// <summary>
/// The engine, or the way to it, said no. The message is one line for people: the engine's own words where it had any.
/// </summary>
#pragma warning disable CA1710 // it is named for what it is to its readers: the error kind beside Diagnostic, and not a bug
public sealed class EngineError : ReportedFailure
#pragma warning restore CA1710 // see above
{
    private EngineError(EngineErrorKind kind, string message, Exception? cause)
        : base(message, cause) => Kind = kind;

    public EngineErrorKind Kind { get; }

    /// <summary>The HTTP status; 0 when there was no answer.</summary>
    public int Status { get; private init; }

    /// <summary>Method and path of the call, or empty.</summary>
    public string Request { get; private init; } = "";

    /// <summary>The message as people are told it: marked as the engine's own words where they are, as Docker Compose does.</summary>
    public override string Sentence => Status > 0 ? "Error response from daemon: " + Message : Message;

    /// <summary>In the conflict over a container name: the id of the container that has it.</summary>
    public string? HolderId => Kind == EngineErrorKind.Conflict ? ConflictText.HolderId(Message) : null;

    /// <summary>It is being removed already; for a removal that is as good as done.</summary>
    public bool IsRemovalInProgress => Kind == EngineErrorKind.Conflict && ConflictText.IsRemovalInProgress(Message);

    public static EngineError Of(EngineErrorKind kind, string message, Exception? cause = null) => new(kind, message, cause);

    internal static EngineError Answered(int status, string request, string message) =>
        new(KindOf(status), message.Length > 0 ? message : Bare(status), null) { Status = status, Request = request };

    internal static EngineError Cut(string request, Exception? cause) =>
        new(EngineErrorKind.Cut, $"the engine closed the connection in the middle of {request}", cause) { Request = request };

    internal static EngineError Garbled(string request, string what) =>
        new(EngineErrorKind.Protocol, $"not an answer of a container engine to {request}: {what}", null) { Request = request };

    private static string Bare(int status) =>
        string.Create(CultureInfo.InvariantCulture, $"the engine answered with status {status} and no message");

    private static EngineErrorKind KindOf(int status) => status switch
    {
        401 or 403 => EngineErrorKind.Denied,
        404 => EngineErrorKind.NotFound,
        405 or 501 => EngineErrorKind.Unsupported,
        409 => EngineErrorKind.Conflict,
        503 => EngineErrorKind.Unavailable,
        >= 500 => EngineErrorKind.Internal,
        _ => EngineErrorKind.Invalid,
    };
}
