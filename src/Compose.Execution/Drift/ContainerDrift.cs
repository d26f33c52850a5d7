using System.Collections.Immutable;
using Compose.Engine.Gaps;
using Compose.Planning.Drift;
using Docker.DotNet.Models;
using ContainerSpec = Compose.Planning.Operations.ContainerSpec;

namespace Compose.Execution.Drift;

/// <summary>A container as the engine shows it, against the create call that made it.</summary>
internal static class ContainerDrift
{
    /// <summary><paramref name="idOf"/>: the container that a name means.</summary>
    public static ImmutableArray<DriftFinding> Of(
        ContainerSpec spec, CreateContainerParameters made, ContainerInspectResponse now, DockerOCIImageConfig? image,
        Func<string, string?> idOf)
    {
        var found = new DriftComparison(spec, now);
        if (now.Name.TrimStart('/') is var name && name != spec.Name)
            found.Add("container_name", spec.Name, name, DriftRepair.Rename);
        new ProcessDrift(made, image ?? new DockerOCIImageConfig(), now.Config ?? new ContainerConfig(), found, IsProvided(spec)).Compare();
        new HostDrift(made.HostConfig ?? new HostConfig(), now.HostConfig ?? new HostConfig(), idOf, found).Compare();
        new MountDrift(made.HostConfig, now.Mounts.OrEmpty(), found).Compare();
        Networks(spec, now, found);
        return found.Found;
    }

    private static bool IsProvided(ContainerSpec spec) =>
        spec.Service.DependsOn.Keys.Any(name => spec.Project.Services.TryGet(name, out var dependency) && dependency.Provider is not null);

    private static void Networks(ContainerSpec spec, ContainerInspectResponse container, DriftComparison found)
    {
        if (spec.Endpoints.IsEmpty)
            return;
        var now = (container.NetworkSettings?.Networks).OrEmpty();
        foreach (var endpoint in spec.Endpoints)
        {
            if (!now.TryGetValue(endpoint.Network.Name, out var connected))
                found.Add($"networks.{endpoint.Key}", "connected", null, DriftRepair.Up);
            else if (EndpointDrift.Of(endpoint, connected) is var (path, declared, there))
                found.Add(
                    $"networks.{endpoint.Key}.{path}", declared, there,
                    endpoint.MacAddress is { Length: > 0 } ? DriftRepair.Recreate : DriftRepair.Reconnect, endpoint.Network.Name);
        }

        foreach (var extra in now.Keys.Except(spec.Endpoints.Select(endpoint => endpoint.Network.Name), StringComparer.Ordinal))
            found.Add("networks", null, extra, DriftRepair.Disconnect, extra);
    }
}
