using System.Collections.Immutable;
using Compose.Engine.Versions;
using Compose.Execution.Requests;
using Compose.Files.Diagnostics;
using Compose.Files.Model;
using Compose.Files.Text;
using Compose.Files.Yaml;

namespace Compose.Execution.Checks;

/// <summary>Attributes that the engine at hand is too old for: said before anything is made, with the place in the file.</summary>
public static class EngineGates
{

    public static ImmutableArray<Diagnostic> Check(ComposeProject project, ApiVersion version)
    {
        var found = ImmutableArray.CreateBuilder<Diagnostic>();
        foreach (var service in project.Services.Values)
            foreach (var (path, node, gate) in Gated(service))
                if (!gate.IsOpen(version))
                    found.Add(Problem($"services.{service.Name}.{path}", node.Span, gate, version));
        foreach (var network in project.Networks.Values)
            if (network.Source?["enable_ipv4"] is { } node && !ApiVersions.EnableIPv4.IsOpen(version))
                found.Add(Problem($"networks.{network.Key}.enable_ipv4", node.Span, ApiVersions.EnableIPv4, version));
        return found.ToImmutable();
    }

    private static Diagnostic Problem(string path, SourceSpan span, ApiGate gate, ApiVersion version) => Diagnostic.Error(
        DiagnosticCode.EngineTooOld, $"{path} requires Docker Engine {gate.Engine} or later", span, "not known to this engine",
        $"the engine speaks API {version}, this needs {gate.Since}: upgrade the engine or remove the attribute", path);

    private static IEnumerable<(string Path, YamlNode Node, ApiGate Gate)> Gated(Service service)
    {
        var source = service.Source;
        if (source["annotations"] is { } annotations)
            yield return ("annotations", annotations, ApiVersions.Annotations);
        if ((source["healthcheck"] as YamlMapping)?["start_interval"] is { } interval)
            yield return ("healthcheck.start_interval", interval, ApiVersions.HealthStartInterval);
        foreach (var (path, device) in CdiDevices(source["devices"] as YamlSequence))
            yield return (path, device, ApiVersions.CdiDevices);
        foreach (var gated in OfNetworks(source["networks"] as YamlMapping).Concat(OfVolumes(source["volumes"] as YamlSequence)))
            yield return gated;
    }

    private static IEnumerable<(string, YamlNode)> CdiDevices(YamlSequence? devices)
    {
        var items = devices?.Items ?? [];
        for (var i = 0; i < items.Length; i++)
            if (items[i] is YamlMapping device && device["source"] is YamlScalar { Text: var name } && device["target"] is YamlScalar { Text: var target }
                && name == target && ResourceRequest.IsCdiName(name))
                yield return ($"devices[{i}]", device);
    }

    private static IEnumerable<(string, YamlNode, ApiGate)> OfNetworks(YamlMapping? networks)
    {
        foreach (var entry in networks?.Entries ?? [])
        {
            if (entry.Value is not YamlMapping endpoint)
                continue;
            if (endpoint["interface_name"] is { } name)
                yield return ($"networks.{entry.Key}.interface_name", name, ApiVersions.InterfaceName);
            if (endpoint["gw_priority"] is { } priority)
                yield return ($"networks.{entry.Key}.gw_priority", priority, ApiVersions.GatewayPriority);
            if (networks!.Count > 1 && endpoint["mac_address"] is { } address)
                yield return ($"networks.{entry.Key}.mac_address", address, ApiVersions.EndpointMacAddress);
        }
    }

    private static IEnumerable<(string, YamlNode, ApiGate)> OfVolumes(YamlSequence? volumes)
    {
        var items = volumes?.Items ?? [];
        for (var i = 0; i < items.Length; i++)
        {
            if (items[i] is not YamlMapping mount)
                continue;
            if (mount["type"] is YamlScalar { Text: "image" } type)
                yield return ($"volumes[{i}].type", type, ApiVersions.ImageMounts);
            if ((mount["volume"] as YamlMapping)?["subpath"] is { } subpath)
                yield return ($"volumes[{i}].volume.subpath", subpath, ApiVersions.VolumeSubpath);
            if ((mount["bind"] as YamlMapping)?["recursive"] is YamlScalar { Text: "writable" or "readonly" } recursive)
                yield return ($"volumes[{i}].bind.recursive", recursive, ApiVersions.ReadOnlyRecursion);
            if (mount["bind"] is YamlMapping bind && bind["create_host_path"] is YamlScalar { Text: "true" } && (bind["propagation"] ?? bind["recursive"]) is { } option)
                yield return ($"volumes[{i}].bind with create_host_path", option, ApiVersions.CreateMountpoint);
        }
    }
}
