using System.Collections.Immutable;
using Compose.Engine.Versions;
using Compose.Execution.Requests;
using Compose.Files.Diagnostics;
using Compose.Files.Model;
using Compose.Files.Schema;
using Compose.Files.Text;
using Compose.Files.Yaml;

namespace Compose.Execution.Checks;

/// <summary>Attributes that the engine is too old for are errors before anything is created.</summary>
public static class EngineGates
{
    public static ImmutableArray<Diagnostic> Check(ComposeProject project, ApiVersion version) =>
    [
        .. project.Services.Values.SelectMany(OfService).Concat(project.Networks.Values.SelectMany(OfNetwork))
            .Where(item => !item.Gate.IsOpen(version)).Select(item => Problem(item, version)),
    ];

    private static Diagnostic Problem(Gated item, ApiVersion version) => Diagnostic.Error(
        DiagnosticCode.EngineTooOld, $"{item.Path} requires Docker Engine {item.Gate.Engine} or later", item.Node.Span,
        "not known to this engine",
        $"the engine speaks API {version}, this needs {item.Gate.Since}: upgrade the engine or remove the attribute", item.Path);

    private static IEnumerable<Gated> OfService(Service service)
    {
        var path = AttributePath.Of("services", service.Name);
        var required = EngineRequirement.OfService(service.Name, service.Source).Where(item => !IsContainerAddress(service, item))
            .Select(OfTable);
        return required.Concat(CdiDevices(path / "devices", service)).Concat(MountPoints(path / "volumes", service));
    }

    private static IEnumerable<Gated> OfNetwork(Network network) =>
        network.Source is YamlMapping source ? EngineRequirement.OfNetwork(network.Key, source).Select(OfTable) : [];

    private static Gated OfTable(EngineRequirement item) =>
        new(item.Path, item.Node, ApiVersions.Of(new ApiVersion(item.Since.Major, item.Since.Minor)));

    /// <summary>With one network an older engine takes the address for the container.</summary>
    private static bool IsContainerAddress(Service service, EngineRequirement item) =>
        item.Path.Name == "mac_address" && service.Networks.Count <= 1;

    private static IEnumerable<Gated> CdiDevices(AttributePath path, Service service) =>
        from item in Items(path, service.Source["devices"])
        where item.Value is YamlMapping device && device["source"] is YamlScalar { Text: var name }
            && device["target"] is YamlScalar { Text: var target } && name == target && ResourceRequest.IsCdiName(name)
        select new Gated(item.Path, item.Value, ApiVersions.CdiDevices);

    /// <summary>An older engine creates the source of a bind mount only if the mount has no other options.</summary>
    private static IEnumerable<Gated> MountPoints(AttributePath path, Service service) =>
        from item in Items(path, service.Source["volumes"])
        let bind = (item.Value as YamlMapping)?["bind"] as YamlMapping
        where bind?["create_host_path"] is YamlScalar { Text: "true" } && (bind["propagation"] ?? bind["recursive"]) is not null
        select new Gated(
            item.Path / "bind" / "create_host_path", (bind["propagation"] ?? bind["recursive"])!, ApiVersions.CreateMountpoint);

    private static IEnumerable<(AttributePath Path, YamlNode Value)> Items(AttributePath path, YamlNode? list) =>
        list is YamlSequence sequence ? sequence.Items.Select((value, index) => (path / $"{index}", value)) : [];

    private sealed record Gated(AttributePath Path, YamlNode Node, ApiGate Gate);
}
