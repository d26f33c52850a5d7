using System.Text.RegularExpressions;
using Compose.Testing.Processes;

namespace Compose.Differential.Tests.Commands;

/// <summary>One of the two programs with a folder and a project of its own.</summary>
internal sealed record Tool(string Program, string Folder, string Project, string DockerHost)
{
    private static readonly Regex s_id = new("[0-9a-f]{64}", RegexOptions.Compiled);

    public Task<ProcessRun> RunAsync(params string[] arguments) => ProcessRun.RunAsync(Program, arguments, Folder, new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["PATH"] = Environment.GetEnvironmentVariable("PATH") ?? "/usr/bin:/bin",
        ["HOME"] = Folder,
        ["DOCKER_HOST"] = DockerHost,
        ["COMPOSE_PROJECT_NAME"] = Project,
        ["NCOMPOSE_DIALECT"] = "2.40",
    });

    /// <summary>
    /// What a command has told about its steps: each line once and sorted, because containers are dealt with beside each other. Warnings are
    /// left out: the two print them in forms of their own.
    /// </summary>
    public string Told(ProcessRun run)
    {
        var lines = run.Error.Replace(Project, "PROJECT", StringComparison.Ordinal).Split('\n')
            .Where(line => line.Length > 0 && !line.StartsWith("time=", StringComparison.Ordinal) && !line.StartsWith("warning:", StringComparison.Ordinal) && !line.StartsWith("  = ", StringComparison.Ordinal));
        return string.Join('\n', lines.Select(line => s_id.Replace(line, "ID").ToLowerInvariant()).Distinct().Order(StringComparer.Ordinal));
    }
}
