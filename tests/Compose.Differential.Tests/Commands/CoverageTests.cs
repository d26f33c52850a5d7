using System.Text.RegularExpressions;
using Compose.Testing;
using Compose.Testing.Processes;
using FluentAssertions;
using Xunit;

namespace Compose.Differential.Tests.Commands;

/// <summary>docs/commands.md lists every command that the help of Docker Compose shows, and each is complete.</summary>
public sealed partial class CoverageTests
{
    private const int Commands = 40;
    private const string Global = "(global)";

    /// <summary>Commands with commands of their own; the help does not show `alpha`.</summary>
    private static readonly string[] Groups = ["", "alpha", "bridge", "bridge transformations"];

    [Fact]
    public async Task Every_command_of_the_peer_is_complete()
    {
        var rows = Row().Matches(await File.ReadAllTextAsync(RepositoryRoot.Combine("docs", "commands.md")))
            .ToDictionary(row => row.Groups[1].Value, row => row.Groups[2].Value);
        rows.Values.Should().OnlyContain(state => state == "complete");
        rows.Remove(Global).Should().BeTrue();
        rows.Should().HaveCount(Commands);

        var shown = (await Task.WhenAll(Groups.Select(ShownAsync))).SelectMany(names => names).Except(Groups).ToList();
        shown.Should().NotBeEmpty().And.OnlyHaveUniqueItems();
        shown.Except(rows.Keys).Should().BeEmpty();
    }

    private static async Task<IEnumerable<string>> ShownAsync(string group)
    {
        var words = group.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var help = await ProcessRun.RunAsync(RequiredProgram.Peer, [.. words, "--help"], "/", new Dictionary<string, string>());
        var lists = help.Output[help.Output.IndexOf("Commands:", StringComparison.Ordinal)..];
        return CommandLine().Matches(lists).Select(line => string.Join(' ', [.. words, line.Groups[1].Value]));
    }

    [GeneratedRegex(@"^\| `([^`]+)` \| ([^|]+) \|", RegexOptions.Multiline)]
    private static partial Regex Row();

    [GeneratedRegex(@"^  ([a-z]+) +\S", RegexOptions.Multiline)]
    private static partial Regex CommandLine();
}
