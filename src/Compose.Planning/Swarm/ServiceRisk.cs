using System.Globalization;
using Compose.Files.Model;
using Compose.Planning.Plans;
using Compose.Planning.Swarm.Desired;
using Compose.Planning.Swarm.Specs;
using Api = Docker.DotNet.Models;

namespace Compose.Planning.Swarm;

/// <summary>What an update does to running tasks, and why.</summary>
internal static class ServiceRisk
{
    private const ulong DefaultParallelism = 1;

    public static (Risk Risk, string? Why) Of(Service service, Api.ServiceSpec spec, SpecComparison comparison)
    {
        if (!comparison.ReplacesTasks)
            return (Risk.None, "no restart");
        var isStartFirst = spec.UpdateConfig?.Order == "start-first";
        if (!isStartFirst && spec.Mode?.Replicated?.Replicas == 1)
            return (Risk.Downtime, "downtime: the only task stops before the new one starts");
        if (service.Ports.Any(port => port.Mode == PortMapping.Host))
            return (Risk.Downtime, "downtime: a port of the host is free only after the old task has stopped");
        return spec.UpdateConfig?.Parallelism switch
        {
            0 when !isStartFirst => (Risk.Downtime, "downtime: all tasks stop at once"),
            0 => (Risk.Restart, "rolling, all at once"),
            var parallelism => (Risk.Restart,
                string.Create(CultureInfo.InvariantCulture, $"rolling, {parallelism ?? DefaultParallelism} at a time")),
        };
    }
}
