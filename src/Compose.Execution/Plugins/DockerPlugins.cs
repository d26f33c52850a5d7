using System.Text.Json;
using Compose.Engine.Registry;
using Compose.Files.Model;
using Compose.Host;
using Compose.Host.Processes;

namespace Compose.Execution.Plugins;

/// <summary>Plugins of the docker command line, in the folders where it finds them, and the variables that they run with.</summary>
internal static class DockerPlugins
{
    private static readonly string[] SystemFolders =
        ["/usr/local/lib/docker/cli-plugins", "/usr/local/libexec/docker/cli-plugins", "/usr/lib/docker/cli-plugins",
            "/usr/libexec/docker/cli-plugins"];

    private static readonly EnvironmentVariable[] EngineVariables =
    [
        EnvironmentNames.Host, EnvironmentNames.Context, EnvironmentNames.ConfigFolder, EnvironmentNames.Tls, EnvironmentNames.TlsVerify,
        EnvironmentNames.CertificateFolder,
    ];

    /// <summary>The plugin `docker NAME`; null when there is none. Only plain words are names: no path leads out of the folders.</summary>
    public static string? Find(string name, ProcessEnvironment environment)
    {
        if (name.Length == 0 || !name.All(letter => char.IsAsciiLetterLower(letter) || char.IsAsciiDigit(letter)))
            return null;
        var own = DockerConfig.Directory(environment) is { } folder ? Path.Combine(folder, "cli-plugins") : null;
        var folders = (own is null ? [] : new[] { own }).Concat(ExtraFolders(environment)).Concat(SystemFolders);
        return folders.Select(each => Path.Combine(each, "docker-" + name)).FirstOrDefault(File.Exists);
    }

    /// <summary>What says which engine is meant: docker's flags may have changed it.</summary>
    public static Dictionary<string, string?> Variables(ProcessEnvironment environment) =>
        EngineVariables.ToDictionary(variable => variable.Name, variable => environment[variable], StringComparer.Ordinal);

    /// <summary>A program that belongs to the project: it sees the project's variables, as with Docker Compose.</summary>
    public static ChildStart Call(
        ProcessEnvironment environment, ComposeProject project, string program, params IReadOnlyList<string> arguments)
    {
        var variables = new Dictionary<string, string?>(StringComparer.Ordinal);
        foreach (var (name, value) in project.Environment)
            variables[name] = value;
        foreach (var (name, value) in Variables(environment))
            variables[name] = value;
        return new ChildStart(program, arguments)
        { Environment = variables, RedirectInput = true, RedirectOutput = true, RedirectError = true };
    }

    private static IEnumerable<string> ExtraFolders(ProcessEnvironment environment)
    {
        var file = Path.Combine(DockerConfig.Directory(environment) ?? "", "config.json");
        if (!File.Exists(file))
            return [];
        try
        {
            using var config = JsonDocument.Parse(File.ReadAllBytes(file));
            return config.RootElement.ValueKind == JsonValueKind.Object
                && config.RootElement.TryGetProperty("cliPluginsExtraDirs", out var extra) && extra.ValueKind == JsonValueKind.Array
                ? [.. extra.EnumerateArray().Select(item => item.GetString() ?? "")]
                : [];
        }
        catch (Exception unreadable) when (unreadable is JsonException or IOException or UnauthorizedAccessException)
        {
            // What is wrong with it is reported where the rest of the file is read.
            return [];
        }
    }
}
