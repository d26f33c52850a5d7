using Compose.Files.Model;
using Compose.Files.Text;
using Compose.Files.Yaml;
using Compose.Planning.Desired;

namespace Compose.Planning;

/// <summary>Whether two containers of a service can run at one time, which `order: start-first` needs.</summary>
internal static class StartFirst
{
    /// <summary>False where the service has something that only one container can have; that is said, with its place.</summary>
    public static bool IsPossible(Draft draft, ServiceSpec spec)
    {
        if (Obstacle(spec) is not { } obstacle)
            return true;
        draft.Warn(PlanningCodes.StartFirst, $"service \"{spec.Name}\" {obstacle}: its old container is stopped before the new one starts", OrderPlace(spec.Service),
            "what only one container can have rules out `order: start-first`");
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

    /// <summary>How many ports of the host there are to choose from; null when it is the engine that chooses.</summary>
    private static int? Room(Port port) => PublishedPorts.RangeOf(port) is { From: > 0 } range ? range.To - range.From + 1 : null;

    private static SourceSpan OrderPlace(Service service) =>
        ((service.Source["deploy"] as YamlMapping)?["update_config"] as YamlMapping)?["order"]?.Span ?? service.NameSpan;
}
