using System.Globalization;
using Compose.Files.Diagnostics;
using Compose.Files.Model;
using Compose.Files.Text;
using Compose.Planning.Swarm.Desired;
using Compose.Planning.Swarm.Observed;

namespace Compose.Planning.Swarm.Checks;

/// <summary>An ingress port is published by every node, so one service of the swarm has it.</summary>
internal static class PortChecks
{
    public static IEnumerable<Diagnostic> Of(ComposeProject project, ObservedStack observed)
    {
        var holders = observed.AllServices
            .Where(service => project.Services.Values.All(own => ServiceMapping.NameOf(project, own) != service.Spec?.Name))
            .SelectMany(service => (service.Endpoint?.Ports ?? []).Where(port => port.PublishMode != PortMapping.Host)
                .Select(port => (Port: Key(port.PublishedPort ?? 0, port.Protocol), service.Spec?.Name)))
            .ToLookup(item => item.Port, item => item.Name, StringComparer.Ordinal);
        var seen = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var service in project.Services.Values)
            foreach (var port in service.Ports.Where(port => port.Mode != PortMapping.Host && port.HostPorts is { First: > 0 }))
            {
                var key = Key((uint)port.HostPorts!.Value.First, port.Protocol);
                var holder = holders[key].FirstOrDefault() ?? seen.GetValueOrDefault(key);
                if (holder is not null && holder != service.Name)
                    yield return Diagnostic.Error(
                        DiagnosticCode.SwarmPortInUse,
                            $"services.{service.Name}.ports: port {key} is already published by service {holder}",
                        AttributeChecks.Place(service, "ports"), "in use", "publish another port",
                            AttributePath.Of("services", service.Name, "ports"));
                seen.TryAdd(key, service.Name);
            }
    }

    private static string Key(uint port, string? protocol) => string.Create(CultureInfo.InvariantCulture, $"{port}/{protocol ?? "tcp"}");
}
