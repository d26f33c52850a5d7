using System.Text.Json;
using Compose.Engine.Registry;
using Compose.Host;
using Compose.Host.Processes;

namespace Compose.Execution.Building;

/// <summary>Finds buildx where the docker command line finds its plugins; a `docker-buildx` in PATH serves as well.</summary>
internal static class Buildx
{
    private const string Name = "docker-buildx";
    private static readonly string[] SystemFolders =
        ["/usr/local/lib/docker/cli-plugins", "/usr/local/libexec/docker/cli-plugins", "/usr/lib/docker/cli-plugins", "/usr/libexec/docker/cli-plugins"];

    public static string? Find(ProcessEnvironment environment)
    {
        var own = DockerConfig.Directory(environment) is { } folder ? Path.Combine(folder, "cli-plugins") : null;
        var folders = (own is null ? [] : new[] { own }).Concat(ExtraFolders(environment)).Concat(SystemFolders);
        return folders.Select(each => Path.Combine(each, Name)).FirstOrDefault(File.Exists) ?? ChildProcess.Find(Name, environment);
    }

    private static IEnumerable<string> ExtraFolders(ProcessEnvironment environment)
    {
        var file = Path.Combine(DockerConfig.Directory(environment) ?? "", "config.json");
        if (!File.Exists(file))
            return [];
        try
        {
            using var config = JsonDocument.Parse(File.ReadAllBytes(file));
            return config.RootElement.ValueKind == JsonValueKind.Object && config.RootElement.TryGetProperty("cliPluginsExtraDirs", out var extra) && extra.ValueKind == JsonValueKind.Array
                ? [.. extra.EnumerateArray().Select(item => item.GetString() ?? "")]
                : [];
        }
        catch (Exception unreadable) when (unreadable is JsonException or IOException or UnauthorizedAccessException)
        {
            // Whoever needs the rest of the file complains about it.
            return [];
        }
    }
}
