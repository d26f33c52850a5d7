using Compose.Files.Diagnostics;
using Compose.Files.Model;
using Compose.Files.Text;
using Compose.Files.Yaml;
using Compose.Planning.Desired;
using Compose.Planning.Plans;

namespace Compose.Planning.Updates;

/// <summary>Whether two containers of a service can run at the same time, as `order: start-first` requires.</summary>
internal static class StartFirst
{
    /// <summary>False if the service uses something that only one container can have; a warning shows where.</summary>
    public static bool IsPossible(PlanBuilder steps, ServiceSpec spec)
    {
        if (Obstacle(spec) is not { } obstacle)
            return true;
        steps.Report(
            Diagnostic.Warning(DiagnosticCode.StartFirstImpossible,
                $"service \"{spec.Name}\" {obstacle}: its old container is stopped before the new one starts", OrderPlace(spec.Service),
            help: "what only one container can have rules out `order: start-first`"));
        return false;
    }

    private static string? Obstacle(ServiceSpec spec)
    {
        var service = spec.Service;
        if (service.NetworkMode is { Length: > 0 } mode && mode is not ("none" or "bridge"))
            return mode == "host" ? "uses the network of the host" : $"shares the network of {mode[(mode.IndexOf(':') + 1)..]}";
        if (service.Ports.FirstOrDefault(port => Room(port) is { } room && room <= spec.Replicas) is { } port)
            return $"publishes {port.Published} of the host's ports";
        foreach (var (key, network) in service.Networks)
            if (network is not null && (network.Ipv4Address ?? network.Ipv6Address ?? network.MacAddress) is { Length: > 0 } address)
                return $"has the address {address} in network {key}";
        return service.MacAddress is { Length: > 0 } mac ? $"has the address {mac}" : null;
    }

    /// <summary>The number of host ports to choose from; null if the engine chooses.</summary>
    private static int? Room(Port port) => port.HostPorts is { First: > 0 } range ? range.Count : null;

    private static SourceSpan OrderPlace(Service service) =>
        ((service.Source["deploy"] as YamlMapping)?["update_config"] as YamlMapping)?["order"]?.Span ?? service.NameSpan;
}
