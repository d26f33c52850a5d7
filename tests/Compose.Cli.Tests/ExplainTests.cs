using System.Text.RegularExpressions;
using Compose.Cli.Explanations;
using Compose.Planning.Plans;
using FluentAssertions;
using Xunit;

namespace Compose.Cli.Tests;

public sealed class ExplainTests
{
    [Fact]
    public void Every_code_in_the_source_is_explained_and_no_other()
    {
        var used = Directory.EnumerateFiles(Path.Combine(Repository(), "src"), "*.cs", SearchOption.AllDirectories)
            .Where(file => !file.Contains("/obj/", StringComparison.Ordinal))
            .SelectMany(file => Regex.Matches(File.ReadAllText(file), "\"(NC[0-9]{4})\"").Select(match => match.Groups[1].Value))
            .ToHashSet();

        used.Should().HaveCountGreaterThan(80);
        ProblemCatalog.Read().Keys.Should().BeEquivalentTo(used);
    }

    [Fact]
    public void Every_code_of_the_planner_is_explained()
    {
        var codes = typeof(PlanningCodes).GetFields().Select(field => (string)field.GetRawConstantValue()!).ToList();

        codes.Should().NotBeEmpty().And.OnlyHaveUniqueItems();
        codes.Should().BeSubsetOf(ProblemCatalog.Read().Keys);
    }

    [Fact]
    public void A_code_is_explained_whatever_its_case()
    {
        using var run = new Run().Ncompose("explain", "nc0901");

        run.Output.Should().StartWith("NC0901: No compose file\n\nNeither -f nor COMPOSE_FILE");
    }

    [Fact]
    public void An_unknown_code_is_an_error_with_a_suggestion()
    {
        using var run = new Run().Ncompose("explain", "NC0199");

        run.ExitCode.Should().Be(1);
        run.Error.Should().StartWith("no such code: NC0199\n  = help: did you mean");
    }

    private static string Repository()
    {
        for (var folder = AppContext.BaseDirectory; folder is not null; folder = Path.GetDirectoryName(folder))
            if (File.Exists(Path.Combine(folder, "Compose.sln")))
                return folder;
        throw new DirectoryNotFoundException("Compose.sln");
    }
}
