using Compose.Host;

namespace Compose.Execution.Pinning;

/// <summary>A folder, pipe or device has the name of the lock file.</summary>
public sealed class UnreadableLockFile(string path, string refusal) : ReportedFailure($"open {path}: {refusal}", null)
{
    public override string Sentence => Message;
}
