using System.Text.RegularExpressions;
using Compose.Testing.Processes;

namespace Compose.Differential.Tests.Commands;

/// <summary>One of the two programs with a folder, whose compose.yaml says what the project is called.</summary>
internal sealed partial record Tool(string Program, string Folder, string Project, string DockerHost)
{
    public Task<ProcessRun> RunAsync(params string[] arguments) =>
        ProcessRun.RunAsync(Program, arguments, Folder, new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["PATH"] = Environment.GetEnvironmentVariable("PATH") ?? "/usr/bin:/bin",
            ["HOME"] = Folder,
            ["DOCKER_HOST"] = DockerHost,
            ["NCOMPOSE_DIALECT"] = "2.40",
        });

    /// <summary>
    /// What a command has told about its steps: each line once and sorted, because containers are dealt with beside each other.
    /// </summary>
    public string Told(ProcessRun run)
    {
        var lines = Neutral(run.Error).Split('\n')
            .Where(line => !Own().IsMatch(line));
        return string.Join(
            '\n', lines.Select(line => Users().Replace(Id().Replace(line, "ID").ToLowerInvariant(), "")).Distinct().Order(
            StringComparer.Ordinal));
    }

    /// <summary>What it has printed; a list of names has no order of its own in the peer.</summary>
    public string Printed(ProcessRun run) =>
        Names().Replace(Neutral(run.Output), names => string.Join(", ", names.Value.Split(", ").Order(StringComparer.Ordinal))).TrimEnd();

    private string Neutral(string text) =>
        text.Replace(Project, "PROJECT", StringComparison.Ordinal).Replace(Folder, "FOLDER", StringComparison.Ordinal);

    [GeneratedRegex("(?<=Going to remove ).*")]
    private static partial Regex Names();

    /// <summary>Which containers use a network that stays, Docker Compose does not say.</summary>
    [GeneratedRegex("(?<=resource is still in use) by .*")]
    private static partial Regex Users();

    [GeneratedRegex("[0-9a-f]{64}")]
    private static partial Regex Id();

    /// <summary>
    /// Warnings, which the two print in forms of their own, the step that failed, which 2.40 names only sometimes, and what ncompose says
    /// below a sentence: where, why, and what to do.
    /// </summary>
    [GeneratedRegex(@"^(time=|warning:|\s*(-->|\||=|\d+ \|)|\d+ (errors|warnings)|Run 'ncompose |.*  Error( response from daemon:.*)?$)|^$")]
    private static partial Regex Own();
}
