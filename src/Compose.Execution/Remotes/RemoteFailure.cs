using Compose.Host;

namespace Compose.Execution.Remotes;

/// <summary>A file of another machine cannot be had.</summary>
#pragma warning disable CA1710 // it is named for what it is to its readers, as EngineError is
public sealed class RemoteFailure(string message, Exception? cause = null) : ReportedFailure(message, cause)
#pragma warning restore CA1710 // see above
{
    public override string Sentence => Message;
}
