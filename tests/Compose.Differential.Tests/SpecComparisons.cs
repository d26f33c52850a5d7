using System.Collections.Concurrent;
using Compose.Testing.Specs;

namespace Compose.Differential.Tests;

/// <summary>
/// Runs the peer ahead of the tests that ask, on every processor: a process of 40 ms for each of three outputs of some hundred projects is
/// a minute's work even so. Begun with the first question.
/// </summary>
public sealed class SpecComparisons
{
    internal static readonly SpecFolder Folder = new("tests/Compose.Files.Tests/specs");

    private readonly ConcurrentDictionary<string, Lazy<Task<ProjectComparison>>> _comparisons = new(StringComparer.Ordinal);
    private int _begun;

    internal Task<ProjectComparison> Of(SpecCase @case)
    {
        if (Interlocked.Exchange(ref _begun, 1) == 0)
            _ = Parallel.ForEachAsync(Folder.Cases, async (next, _) => await Begin(next));
        return Begin(@case);
    }

    private Task<ProjectComparison> Begin(SpecCase @case) =>
        _comparisons.GetOrAdd(@case.Id, _ => new Lazy<Task<ProjectComparison>>(() => ProjectComparison.Of(@case, FormsOf(@case)))).Value;

    /// <summary>A case whose difference is listed is compared whole: the listed difference may be in one form alone.</summary>
    private static ConfigForms FormsOf(SpecCase @case) =>
        PeerNote.Of(@case).Verdict == PeerVerdict.Equal ? ProjectComparison.FormsOf(@case.Line) : ConfigForms.All;
}
