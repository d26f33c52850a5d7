using Docker.DotNet.Models;

namespace Compose.Planning.Swarm.Specs;

/// <summary>A credential spec in a config is named twice in a spec: as a config, and by the id of that config.</summary>
public static class CredentialConfig
{
    /// <summary>Repeats the id of the config, which was filled in or taken out.</summary>
    public static void Complete(ServiceSpec spec)
    {
        var container = spec.TaskTemplate?.ContainerSpec;
        if (container?.Privileges?.CredentialSpec is { } credentials
            && container.Configs?.FirstOrDefault(config => config.Runtime is not null) is { } config)
            credentials.Config = config.ConfigID;
    }
}
