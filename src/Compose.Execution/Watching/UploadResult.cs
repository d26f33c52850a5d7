using Compose.Watch.Entries;

namespace Compose.Execution.Watching;

/// <summary>What a copy to a container has done.</summary>
/// <param name="Written">What the container has now. What disappeared meanwhile is neither here nor a problem.</param>
/// <param name="Problems">A sentence for each cause that left something out. An unreadable file is named once while it stays the
/// same.</param>
public sealed record UploadResult(IReadOnlyList<HostEntry> Written, IReadOnlyList<string> Problems)
{
    internal UploadResult And(UploadResult other) => new([.. Written, .. other.Written], [.. Problems, .. other.Problems]);
}
