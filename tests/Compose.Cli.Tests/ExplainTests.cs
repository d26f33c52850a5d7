using Compose.Files.Diagnostics;
using FluentAssertions;
using Xunit;

namespace Compose.Cli.Tests;

public sealed class ExplainTests
{
    [Fact]
    public void Without_a_code_all_codes_are_listed()
    {
        using var run = new Run().Ncompose("explain");

        run.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Should().HaveCount(Enum.GetValues<DiagnosticCode>().Length);
    }

    [Fact]
    public void A_code_of_the_planner_is_explained()
    {
        using var run = new Run().Ncompose("explain", DiagnosticCode.OrphanContainers.Text());

        run.Output.Should().Be("""
            NC1307: Orphan containers

            The project has containers whose service was removed or renamed. `--remove-orphans` removes them.

            Example:

                ncompose up --remove-orphans

            """);
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
}
