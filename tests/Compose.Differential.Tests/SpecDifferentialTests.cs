using Compose.Files.Tests;
using Compose.Testing.Processes;
using Compose.Testing.Specs;
using FluentAssertions;
using Xunit;
using Xunit.Sdk;

namespace Compose.Differential.Tests;

/// <summary>Every project of the specs means here what it means to Docker Compose 2.40.3: JSON, YAML, hashes and acceptance, or the listed deviation.</summary>
public sealed class SpecDifferentialTests(SpecComparisons comparisons) : IClassFixture<SpecComparisons>
{
    private const int SampleEvery = 15;

    public static TheoryData<string, string> All() => SpecComparisons.Folder.Theory();

    public static TheoryData<string, string> Sample()
    {
        var count = 0;
        return SpecComparisons.Folder.Theory(_ => count++ % SampleEvery == 0);
    }

    [Theory]
    [MemberData(nameof(All))]
    public async Task Equal_to_the_peer(string file, string heading)
    {
        var @case = SpecComparisons.Folder.Case(file, heading);
        var comparison = await comparisons.Of(@case);
        var note = PeerNote.Of(@case);
        if (Contradiction(note, comparison) is { } contradiction)
            throw new XunitException($"{@case.File}:{@case.Line}: \"{heading}\" ({note.Verdict}): {contradiction}");
    }

    /// <summary>The other tests run in this process; this holds that the published binary says the same.</summary>
    [Theory]
    [MemberData(nameof(Sample))]
    public async Task The_native_binary_prints_what_was_compared(string file, string heading)
    {
        var @case = SpecComparisons.Folder.Case(file, heading);
        using var workspace = SpecWorkspace.Write(@case);
        var invocation = SpecInvocation.Of(@case, workspace);
        var inProcess = await NcomposeInProcess.RunAsync(invocation, workspace, "config");
        var native = await ProcessRun.RunAsync(RequiredProgram.Ncompose, invocation.Arguments("config"), workspace.Project, invocation.Environment, invocation.Input);
        native.Output.Should().Be(inProcess.Output);
        native.Error.Should().Be(inProcess.Error);
        native.ExitCode.Should().Be(inProcess.ExitCode);
    }

    private static string? Contradiction(PeerNote note, ProjectComparison both) => note.Verdict switch
    {
        PeerVerdict.Equal => both.Difference(),
        PeerVerdict.Refuses when both.Peer.Accepted => "the peer accepts it",
        PeerVerdict.Refuses when !both.Peer.Json.Error.Contains(note.Words, StringComparison.Ordinal) => $"the peer says: {both.Peer.Json.Error}",
        PeerVerdict.Panics => both.Peer.Panicked ? null : $"the peer does not panic: {both.Peer.Json}",
        PeerVerdict.Accepts when !both.Peer.Accepted => $"the peer refuses it: {both.Peer.Json.Error}",
        PeerVerdict.Accepts when both.Ours.Accepted => "it is accepted here too",
        PeerVerdict.Differs when both.Difference() is null => "there is no difference any more",
        PeerVerdict.Random when !both.Peer.Accepted => $"the peer refuses it: {both.Peer.Json.Error}",
        _ => null,
    };
}
