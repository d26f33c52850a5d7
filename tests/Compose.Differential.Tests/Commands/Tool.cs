using System.Text.RegularExpressions;
using Compose.Testing.Processes;

namespace Compose.Differential.Tests.Commands;

/// <summary>One of the two programs with a folder, whose compose.yaml says what the project is called.</summary>
internal sealed partial record Tool(string Program, string Folder, string Project, string DockerHost)
{
    public Task<ProcessRun> RunAsync(params string[] arguments) => ProcessRun.RunAsync(Program, arguments, Folder, new Dictionary<string, string>(StringComparer.Ordinal)
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
        var lines = run.Error.Replace(Project, "PROJECT", StringComparison.Ordinal).Split('\n')
            .Where(line => !Own().IsMatch(line));
        return string.Join('\n', lines.Select(line => Id().Replace(line, "ID").ToLowerInvariant()).Distinct().Order(StringComparer.Ordinal));
    }

    [GeneratedRegex("[0-9a-f]{64}")]
    private static partial Regex Id();

    /// <summary>Warnings, which the two print in forms of their own, and what ncompose says below a sentence: where, why, and what to do.</summary>
    [GeneratedRegex(@"^(time=|warning:|\s*(-->|\||=|\d+ \|)|\d+ (errors|warnings)|Run 'ncompose |.*  Error$)|^$")]
    private static partial Regex Own();
}
