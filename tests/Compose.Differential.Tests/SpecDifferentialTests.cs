using System.Text.RegularExpressions;
using Compose.Files.Tests;
using Compose.Testing.Processes;
using Compose.Testing.Specs;
using FluentAssertions;
using Xunit;
using Xunit.Sdk;

namespace Compose.Differential.Tests;

/// <summary>
/// Every project of the specs means here what it means to Docker Compose 2.40.3: JSON, YAML, hashes and acceptance, or the listed
/// deviation.
/// </summary>
public sealed partial class SpecDifferentialTests(SpecComparisons comparisons) : IClassFixture<SpecComparisons>
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

    /// <summary>
    /// Docker Compose's sentence about a mistake is what a script may look for: one of our problems has it for its headline.
    /// </summary>
    [Fact]
    public async Task Mistakes_begin_with_what_the_peer_says()
    {
        var others = new List<string>();
        foreach (var @case in SpecComparisons.Folder.Cases.Where(@case => !OtherWords.ContainsKey(@case.Id)))
        {
            var both = await comparisons.Of(@case);
            if (both.Ours.Accepted || both.Peer.Accepted || both.Peer.Panicked)
                continue;
            var theirs = Sentences(both.Peer.Error);
            if (!Sentences(both.Ours.Error).Overlaps(theirs))
                others.Add($"{@case.Id}\n    {string.Join("\n    ", theirs)}");
        }

        string.Join('\n', others).Should().BeEmpty();
    }

    /// <summary>The lines of an error; the numbers of lines of YAML are often wrong there.</summary>
    private static HashSet<string> Sentences(string error) =>
        [.. error.Split('\n', StringSplitOptions.RemoveEmptyEntries).Where(line => !line.StartsWith("time=", StringComparison.Ordinal))
            .Select(line => LineNumber().Replace(line.Trim(), "line N"))];

    [GeneratedRegex(@"\bline \d+\b")]
    private static partial Regex LineNumber();

    /// <summary>Where its words are misleading or broken, and ours are others.</summary>
    private static readonly Dictionary<string, string> OtherWords = new(StringComparer.Ordinal)
    {
        ["hooks › An attribute that a container before the start cannot have"] = "2.40 does not know pre_start",
        ["hooks › What a container before the start names and is not declared"] = "2.40 does not know pre_start",
        ["jobs › Mistakes"] = "2.40 does not know jobs",
        ["jobs › Attributes that a job cannot have"] = "2.40 does not know jobs",
        ["jobs › A wrong setting of a job is reported at the job"] = "2.40 does not know jobs",
        ["diagnostics-files › A raw file with a blank"] = "all other files of variables are \"failed to read\"",
        ["diagnostics-many › Five duplicate keys"] = "at the top of a file it does not say which file, and of the other four nothing",
        ["diagnostics-mistakes › A Kubernetes manifest"] = "it lists all attributes, in an order that changes",
        ["diagnostics-mistakes › A mistake in a second document"] = "it misses the content of a node, where a bracket is not closed",
        ["diagnostics-mistakes › Attributes that are not indented"] = "it speaks of one attribute, where the service is empty",
        ["diagnostics-mistakes › Braces of a template"] = "it speaks of types of Go",
        ["diagnostics-mistakes › One mistake behind an anchor"] = "it names one of the services by chance",
        ["diagnostics-mistakes › Pairs of a list with a colon"] = "it speaks of types of Go",
        ["diagnostics-mistakes › The format of version 1"] = "it lists all attributes, in an order that changes",
        ["diagnostics-references › A container name twice"] = "its sentence prints {} for the other service",
        ["diagnostics-references › A container name with replicas"] = "its sentence has service and attribute the wrong way round",
        ["diagnostics-types › A percentage out of range"] = "it demands a string, where a number is only too large",
        ["diagnostics-types › A score out of range"] = "it demands a string, where a number is only too large",
        ["diagnostics-types › A volume without a type"] = "it demands a string, where a mapping only lacks an attribute",
        ["diagnostics-types › environment holds a mapping"] = "it speaks of types of Go",
        ["diagnostics-yaml › A list at the top"] = "it speaks of types of Go",
        ["diagnostics-yaml › Text at the top"] = "it speaks of types of Go",
        ["diagnostics-yaml › A mistake in an override file"] = "it stops at another character",
        ["diagnostics-yaml › An alias that contains itself"] = "it names paths of its own tree",
    };

    /// <summary>The other tests run in this process; this holds that the published binary says the same.</summary>
    [Theory]
    [MemberData(nameof(Sample))]
    public async Task The_native_binary_prints_what_was_compared(string file, string heading)
    {
        var @case = SpecComparisons.Folder.Case(file, heading);
        using var workspace = SpecWorkspace.Write(@case);
        var invocation = SpecInvocation.Of(@case, workspace);
        var inProcess = await NcomposeInProcess.RunAsync(invocation, workspace, "config");
        var native = await ProcessRun.RunAsync(
            RequiredProgram.Ncompose, invocation.Arguments("config"), workspace.Project, invocation.Environment, invocation.Input);
        native.Output.Should().Be(inProcess.Output);
        native.Error.Should().Be(inProcess.Error);
        native.ExitCode.Should().Be(inProcess.ExitCode);
    }

    private static string? Contradiction(PeerNote note, ProjectComparison both) => note.Verdict switch
    {
        PeerVerdict.Equal => both.Difference(),
        PeerVerdict.Refuses when both.Peer.Accepted => "the peer accepts it",
        PeerVerdict.Refuses when !both.Peer.Error.Contains(note.Words, StringComparison.Ordinal) => $"the peer says: {both.Peer.Error}",
        PeerVerdict.Panics => both.Peer.Panicked ? null : $"the peer does not panic: {both.Peer.First}",
        PeerVerdict.Accepts when !both.Peer.Accepted => $"the peer refuses it: {both.Peer.Error}",
        PeerVerdict.Accepts when both.Ours.Accepted => "it is accepted here too",
        PeerVerdict.Differs when both.Difference() is null => "there is no difference any more",
        PeerVerdict.Random when !both.Peer.Accepted => $"the peer refuses it: {both.Peer.Error}",
        _ => null,
    };
}
