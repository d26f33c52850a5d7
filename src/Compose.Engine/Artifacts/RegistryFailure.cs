using Compose.Host;

namespace Compose.Engine.Artifacts;

/// <summary>A registry said no, or said something that is not taken from it.</summary>
#pragma warning disable CA1710 // it is named for what it is to its readers, as EngineError is
public sealed class RegistryFailure(string message, int status = 0, Exception? cause = null) : ReportedFailure(message, cause)
#pragma warning restore CA1710 // see above
{
    /// <summary>The HTTP status; 0 when there was no answer, or when the answer was not what it should be.</summary>
    public int Status { get; } = status;

    public override string Sentence => Message;
}
