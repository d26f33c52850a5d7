using System.CommandLine;
using Compose.Cli.CommandLine;
using Compose.Files.Environment;
using Compose.Host;

namespace Compose.Cli.Commands.Ci;

/// <summary>The flags that `up` and `with` have for pipelines.</summary>
internal sealed record CiFlags(Option<bool> Ci, Option<string> JUnit, Option<string> Artifacts)
{
    public static CiFlags Create() => new(
        Flag.Switch("--ci", null, "For a pipeline: lines in groups, a summary. The default where CI and GITHUB_ACTIONS are true"),
        Flag.Text("--junit", null, "Write a JUnit report with a case for each service", kind: "file"),
        Flag.Text("--artifacts", null, "After a failure write files, plan, containers, logs and events into this folder", kind: "folder"));

    public IEnumerable<Option> All => [Ci, JUnit, Artifacts];

    public CiOptions Read(Invocation call) => new(
        call.IsGiven(Ci)
            ? call.Value(Ci)
            : GoValue.IsTruthy(call.Process[EnvironmentNames.Ci]) && call.Process[EnvironmentNames.GitHubActions] == "true",
        PathOf(call, JUnit), PathOf(call, Artifacts));

    /// <summary>The flags again, for `up` inside `with`.</summary>
    public IEnumerable<string> Words(Invocation call)
    {
        if (call.IsGiven(Ci))
            yield return $"--ci={(call.Value(Ci) ? "true" : "false")}";
        foreach (var flag in (Option<string>[])[JUnit, Artifacts])
            if (call.Value(flag).Length > 0)
                yield return $"{flag.Name}={call.Value(flag)}";
    }

    private static string? PathOf(Invocation call, Option<string> flag) =>
        call.Value(flag) is { Length: > 0 } path ? Path.GetFullPath(path, call.Process.CurrentDirectory) : null;
}
