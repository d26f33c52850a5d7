using System.Text;
using Compose.Testing.Goldens;
using Compose.Testing.Specs;
using FluentAssertions;
using Xunit;

namespace Compose.Files.Tests;

/// <summary>specs/*.md: what `config --format json` prints for a project, or what is said about its mistakes.</summary>
public sealed class SpecTests
{
    internal static readonly SpecFolder Folder = new("tests/Compose.Files.Tests/specs");

    public static TheoryData<string, string> All() => Folder.Theory();

    [Theory]
    [MemberData(nameof(All))]
    public async Task Spec(string file, string heading)
    {
        var @case = Folder.Case(file, heading);
        using var workspace = SpecWorkspace.Write(@case);
        var run = await NcomposeInProcess.RunAsync(SpecInvocation.Of(@case, workspace), workspace, CommandOf(@case));
        var output = workspace.Neutral(run.Output);
        var said = workspace.Neutral(run.Error);

        SpecExpectation.Verify(@case, LanguageOf(@case), SpecWords.Config, run.Succeeded ? output : null);
        SpecExpectation.Verify(@case, "text", SpecWords.Diagnostics, said.Length > 0 ? said : null);
        if (!Acceptance.IsOn)
        {
            run.ExitCode.Should().BeOneOf(0, 1);
            (@case.Block(SpecWords.Config) is not null || @case.Block(SpecWords.Diagnostics) is not null).Should()
                .BeTrue("a spec must expect something");
        }
    }

    /// <summary>Every mistake that is reported has a place, unless it is about something that no file says.</summary>
    [Fact]
    public void Mistakes_are_reported_with_their_place()
    {
        var without = new StringBuilder();
        foreach (var @case in Folder.Cases.Where(
            @case => Path.GetFileName(@case.File).StartsWith("diagnostics-", StringComparison.Ordinal)))
        {
            var said = @case.Block(SpecWords.Diagnostics)?.Text ?? "";
            if (!said.Contains("--> ", StringComparison.Ordinal) && !Placeless.Contains(@case.Heading))
                without.AppendLine(@case.Id);
        }

        without.ToString().Should().BeEmpty();
    }

    /// <summary>Mistakes of the command line or the environment: no file is to blame.</summary>
    private static readonly HashSet<string> Placeless =
    [
        "A service selected that does not exist", "An env file of the command line that does not exist",
        "A compose file that does not exist",
        "A project name that is none", "A project name in the environment that is none",
    ];

    /// <summary>YAML and the queries of `config` are named by the options of a case; JSON is what is shown otherwise.</summary>
    private static string[] CommandOf(SpecCase @case) => LanguageOf(@case) == "json" ? ["config", "--format", "json"] : ["config"];

    private static string LanguageOf(SpecCase @case) =>
        @case.Blocks.FirstOrDefault(block => block.Name == SpecWords.Config)?.Language ?? "json";
}
