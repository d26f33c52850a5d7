using System.Text;
using Compose.Execution.Remotes;
using Compose.Files.Remotes;
using Compose.Host;

namespace Compose.Execution.Tests.Remotes;

/// <summary>A home of its own: everything that a fetch may write is below `cache`.</summary>
internal sealed class FetchFolder : IDisposable
{
    public const string Secret = "s3cret-of-robot";

    public string Path { get; } = Directory.CreateTempSubdirectory("ncompose-remote-").FullName;
    public string Cache => System.IO.Path.Combine(Path, "cache", "docker-compose");

    public Dictionary<string, string> Variables { get; } = [];

    public TimeSpan Limit { get; init; } = TimeSpan.FromSeconds(20);

    public RemoteFiles Remotes(string? registry = null, Dictionary<string, string>? pins = null, bool takesLastRead = false,
        Action<string>? progress = null, CancellationToken stop = default) => new(new RemoteSettings
        {
            TakesLastRead = takesLastRead,
            Progress = progress ?? (_ => { }),
            Environment = new ProcessEnvironment(new Dictionary<string, string>(Variables)
            {
                ["HOME"] = Path,
                ["XDG_CACHE_HOME"] = System.IO.Path.Combine(Path, "cache"),
                ["DOCKER_CONFIG"] = Path,
                ["PATH"] = ProcessEnvironment.OfProcess()[EnvironmentNames.Path]!,
            }),
            InsecureRegistries = registry is null ? [] : [registry],
            Limit = Limit,
            Pins = pins ?? [],
            Stop = stop,
        });

    public RemoteFile Fetch(string reference, string? registry = null) => Remotes(registry).Fetch(reference);

    /// <summary>A login for the registry.</summary>
    public void LogIn(string registry)
    {
        var login = Convert.ToBase64String(Encoding.UTF8.GetBytes("robot:" + Secret));
        File.WriteAllText(System.IO.Path.Combine(Path, "config.json"), $"{{\"auths\": {{\"{registry}\": {{\"auth\": \"{login}\"}}}}}}");
    }

    /// <summary>What there is besides the cache's lock file and the login, relative to the folder.</summary>
    public IEnumerable<string> Entries => Directory.EnumerateFileSystemEntries(Path, "*", SearchOption.AllDirectories)
        .Select(entry => System.IO.Path.GetRelativePath(Path, entry))
        .Where(entry => entry is not ("cache" or "cache/docker-compose" or "cache/docker-compose/.ncompose-lock" or "config.json"));

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
