namespace Compose.Host.Processes;

/// <summary>How a child process is to be started. Streams that are not redirected are ours.</summary>
public sealed record ChildStart(string Program, IReadOnlyList<string> Arguments)
{
    public string? WorkingDirectory { get; init; }

    /// <summary>Changes to our own environment; null removes a variable.</summary>
    public IReadOnlyDictionary<string, string?> Environment { get; init; } = new Dictionary<string, string?>();

    public bool RedirectInput { get; init; }
    public bool RedirectOutput { get; init; }
    public bool RedirectError { get; init; }
}
