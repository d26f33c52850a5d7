using System.Collections.Concurrent;
using System.Text;
using Compose.Testing;
using Compose.Testing.Specs;
using FluentAssertions;
using Xunit;

namespace Compose.Differential.Tests;

/// <summary>
/// Compose files as people write them: those of examples/, and of the folder that NCOMPOSE_CORPUS names (every *.yml and *.yaml below it,
/// in its place). What differs is left under artifacts/differential.
/// </summary>
public sealed class CorpusTests
{
    [Fact]
    public async Task Files_of_people_mean_the_same()
    {
        var files = Folders().SelectMany(folder => Directory.EnumerateFiles(folder, "*.y*ml", SearchOption.AllDirectories))
            .Order(StringComparer.Ordinal).ToList();
        files.Should().NotBeEmpty();
        var differences = new ConcurrentDictionary<string, string>(StringComparer.Ordinal);
        var (accepted, panics) = (0, 0);
        await Parallel.ForEachAsync(files, async (file, _) =>
        {
            using var workspace = SpecWorkspace.Empty();
            var invocation = new SpecInvocation(["-f", file], [], SpecInvocation.Bare(workspace), "");
            var comparison = await ProjectComparison.Of(invocation, workspace);
            if (comparison.Peer.Panicked)
                Interlocked.Increment(ref panics);
            else if (comparison.Difference() is { } difference)
                differences[file] = difference;
            if (comparison.Peer.Accepted)
                Interlocked.Increment(ref accepted);
        });

        await ReportAsync(differences);
        differences.Keys.Order(StringComparer.Ordinal).Should()
            .BeEmpty(
            $"of {files.Count} files ({accepted} accepted, {panics} that the peer dies of) these differ, see artifacts/differential/corpus.txt");
    }

    private static IEnumerable<string> Folders()
    {
        yield return RepositoryRoot.Combine("examples");
        if (Environment.GetEnvironmentVariable("NCOMPOSE_CORPUS") is { Length: > 0 } folder)
            yield return Path.GetFullPath(folder);
    }

    private static async Task ReportAsync(IReadOnlyDictionary<string, string> differences)
    {
        var text = new StringBuilder();
        foreach (var (file, difference) in differences.OrderBy(entry => entry.Key, StringComparer.Ordinal))
            text.AppendLine($"===== {file}").AppendLine(difference);
        Directory.CreateDirectory(RepositoryRoot.Combine("artifacts", "differential"));
        await File.WriteAllTextAsync(RepositoryRoot.Combine("artifacts", "differential", "corpus.txt"), text.ToString());
    }
}
