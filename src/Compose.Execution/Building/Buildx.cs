using Compose.Execution.Plugins;
using Compose.Host;
using Compose.Host.Processes;

namespace Compose.Execution.Building;

/// <summary>Finds buildx where the docker command line finds its plugins; a `docker-buildx` in PATH serves as well.</summary>
internal static class Buildx
{
    public static string? Find(ProcessEnvironment environment) =>
        DockerPlugins.Find("buildx", environment) ?? ChildProcess.Find("docker-buildx", environment);
}
