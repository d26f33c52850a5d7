using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using Compose.Testing;
using Compose.Testing.Specs;
using FluentAssertions;
using Xunit;

namespace Compose.Differential.Tests.Generated;

/// <summary>
/// Generated projects: both programs must agree on every one that the peer does not die of. NCOMPOSE_GENERATED sets how many,
/// NCOMPOSE_SEED the first seed; what differs is left under artifacts/differential.
/// </summary>
public sealed class GeneratedTests
{
    private static readonly int Count = Number("NCOMPOSE_GENERATED", 60);
    private static readonly int FirstSeed = Number("NCOMPOSE_SEED", 1);

    [Fact]
    public async Task Generated_projects_mean_the_same()
    {
        var differences = new ConcurrentDictionary<int, string>();
        var (accepted, panics) = (0, 0);
        await Parallel.ForEachAsync(Enumerable.Range(FirstSeed, Count), async (seed, _) =>
        {
            using var workspace = SpecWorkspace.Empty();
            var comparison = await ProjectComparison.Of(ProjectMaker.Write(seed, workspace), workspace, ProjectComparison.FormsOf(seed));
            if (comparison.Peer.Panicked)
                Interlocked.Increment(ref panics);
            else if (comparison.Difference() is { } difference)
                differences[seed] = Described(workspace, difference);
            if (comparison.Peer.Accepted)
                Interlocked.Increment(ref accepted);
        });

        var folder = RepositoryRoot.Combine("artifacts", "differential");
        Directory.CreateDirectory(folder);
        foreach (var (seed, text) in differences)
            await File.WriteAllTextAsync(Path.Combine(folder, $"generated-{seed}.txt"), text);
        accepted.Should().BeGreaterThan(Count / 3, "a generator of nothing but mistakes compares nothing");
        differences.Keys.Order().Should()
            .BeEmpty($"of {Count} projects ({accepted} accepted, {panics} that the peer dies of) these seeds differ, see {folder}");
    }

    private static string Described(SpecWorkspace workspace, string difference)
    {
        var text = new StringBuilder(workspace.Neutral(difference)).AppendLine();
        foreach (var file in Directory.EnumerateFiles(workspace.Project, "*.yaml", SearchOption.AllDirectories))
            text.AppendLine($"=== {Path.GetRelativePath(workspace.Project, file)}").AppendLine(File.ReadAllText(file));
        return text.ToString();
    }

    private static int Number(string variable, int otherwise) =>
        int.TryParse(Environment.GetEnvironmentVariable(variable), CultureInfo.InvariantCulture, out var number) ? number : otherwise;
}
