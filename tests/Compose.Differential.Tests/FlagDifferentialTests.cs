using Compose.Files.Tests;
using Compose.Testing.Goldens;
using Compose.Testing.Processes;
using Compose.Testing.Specs;
using FluentAssertions;
using Xunit;

namespace Compose.Differential.Tests;

/// <summary>
/// The flags and questions of `config` are answered as Docker Compose 2.40.3 answers them, on projects that have something to say.
/// </summary>
public sealed class FlagDifferentialTests
{
    private const int CasesPerFile = 1;
    private const string File = "out.yaml";
    private const string Dialect = "NCOMPOSE_DIALECT";
    private static readonly string[] Rich = ["real", "models", "profiles", "extends", "env_file", "secrets", "networks", "build"];

    /// <summary>Docker Compose goes through maps for these: its order is another each time.</summary>
    private static readonly string[] Unordered =
        ["--services", "--images", "--profiles", "--volumes", "--networks", "--models", "--environment", "--variables", "--hash *"];

    [Theory]
    [InlineData("--no-interpolate")]
    [InlineData("--no-interpolate --format json")]
    [InlineData("--no-interpolate --no-normalize --no-path-resolution")]
    [InlineData("--no-normalize")]
    [InlineData("--no-path-resolution --format json")]
    [InlineData("--no-consistency")]
    [InlineData("--no-env-resolution")]
    [InlineData("--services")]
    [InlineData("--volumes")]
    [InlineData("--networks")]
    [InlineData("--images")]
    [InlineData("--profiles")]
    [InlineData("--models")]
    [InlineData("--hash *")]
    [InlineData("--variables")]
    [InlineData("--variables --format json")]
    [InlineData("--variables --format yaml")]
    [InlineData("--environment")]
    [InlineData("-q")]
    [InlineData("-o " + File)]
    public async Task Flags_do_what_they_do_for_the_peer(string flags)
    {
        var differences = new List<string>();
        foreach (var @case in Cases())
        {
            using var workspace = SpecWorkspace.Write(@case);
            var invocation = SpecInvocation.Of(@case, workspace);
            string[] command = ["config", .. flags.Split(' ')];
            var peer = await ProcessRun.RunAsync(
                RequiredProgram.Peer, invocation.Arguments(command), workspace.Project, invocation.Environment, invocation.Input);
            var theirs = Answer(peer, flags, workspace);
            var ours = Answer(await NcomposeInProcess.RunAsync(invocation.With(Dialect, "2.40"), workspace, command), flags, workspace);
            if (theirs != ours)
                differences.Add($"{@case.Id}\n{UnifiedDiff.Of(theirs, ours, "peer", "here")}");
        }

        string.Join('\n', differences).Should().BeEmpty();
    }

    private static IEnumerable<SpecCase> Cases() =>
        Rich.SelectMany(file => SpecComparisons.Folder.Cases
            .Where(@case => Path.GetFileNameWithoutExtension(@case.File) == file && @case.Block(SpecWords.Config) is not null
                && @case.Block(SpecWords.Peer) is null && @case.Block(SpecWords.Options) is null)
            .OrderByDescending(@case => @case.Block("compose.yaml")?.Text.Length ?? 0)
            .Take(CasesPerFile));

    private static string Answer(ProcessRun run, string flags, SpecWorkspace workspace)
    {
        // What is set here so that both speak alike is one more variable of the environment.
        var lines = run.Output.Split('\n').Where(line => !line.StartsWith(Dialect + "=", StringComparison.Ordinal)).ToArray();
        if (Unordered.Contains(flags))
            Array.Sort(lines, StringComparer.Ordinal);
        var written = Path.Combine(workspace.Project, File);
        var file = "";
        if (System.IO.File.Exists(written))
        {
            file = System.IO.File.ReadAllText(written);
            System.IO.File.Delete(written);
        }

        return $"exit {(run.Succeeded ? "0" : "not 0")}\n{string.Join('\n', lines)}{file}";
    }
}
