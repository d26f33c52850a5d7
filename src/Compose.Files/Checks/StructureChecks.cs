using System.Collections.Immutable;
using System.Net;
using Compose.Files.Diagnostics;
using Compose.Files.Normalizing;
using Compose.Files.Text;
using Compose.Files.Yaml;

namespace Compose.Files.Checks;

/// <summary>
/// Attributes that exclude each other or must not be blank: rules that a schema cannot express. Checked on every service, off or on.
/// </summary>
public static class StructureChecks
{
    private static readonly string[] ConfigSources = ["file", "environment", "content"];
    private static readonly string[] SecretSources = ["file", "environment"];

    public static void Check(YamlMapping tree, DiagnosticBag diagnostics)
    {
        foreach (var entry in tree.Entries("services"))
            if (entry.Value is YamlMapping service)
                CheckService(AttributePath.Of("services", entry.Key), service, diagnostics);
        foreach (var entry in tree.Entries("volumes"))
            if (entry.Value is YamlMapping volume)
                CheckExternal(AttributePath.Of("volumes", entry.Key), volume, diagnostics);
        foreach (var entry in tree.Entries("configs"))
            CheckSource(AttributePath.Of("configs", entry.Key), entry, ConfigSources, diagnostics);
        foreach (var entry in tree.Entries("secrets"))
            CheckSource(AttributePath.Of("secrets", entry.Key), entry, SecretSources, diagnostics);
    }

    private static void CheckService(AttributePath path, YamlMapping service, DiagnosticBag diagnostics)
    {
        foreach (var item in service.Items("ports"))
            if (item is YamlMapping port && port["host_ip"] is YamlScalar address && !IsAddress(address.Text))
                diagnostics.Add(Diagnostic.Error(DiagnosticCode.InvalidHostIp, $"{path}.ports.[]: invalid ip address: {address.Text}",
                    address.Span, "not an address", path: path / "ports"));
        if (service.Mapping("develop") is { } develop)
            foreach (var item in develop.Items("watch"))
                if (item is YamlMapping rule && rule["path"] is YamlScalar { Kind: ScalarKind.String, Text: "" } blank)
                    diagnostics.Add(Diagnostic.Error(DiagnosticCode.BlankWatchPath, $"{path}.develop.watch.[].path: value can't be blank",
                        blank.Span, "blank", path: path.Below("develop.watch")));
        CheckDevices(path / "gpus", service.Items("gpus"), diagnostics);
        if (service.Mapping("deploy")?.Mapping("resources")?.Mapping("reservations") is { } reservations)
            CheckDevices(path.Below("deploy.resources.reservations.devices"), reservations.Items("devices"), diagnostics);
    }

    private static bool IsAddress(string text) => !text.Contains('%') && IPAddress.TryParse(text, out var address) &&
        (address.AddressFamily == System.Net.Sockets.AddressFamily.InterNetworkV6 ? !text.StartsWith('[') : text == address.ToString());

    private static void CheckDevices(AttributePath path, ImmutableArray<YamlNode> requests, DiagnosticBag diagnostics)
    {
        foreach (var item in requests)
            if (item is YamlMapping request && request["count"] is { } count && request.Contains("device_ids"))
                diagnostics.Add(Diagnostic.Error(DiagnosticCode.CountWithDeviceIds,
                    $"{path}.[]: \"count\" and \"device_ids\" attributes are exclusive", count.Span, "not together with device_ids",
                    "remove one of the two", path));
    }

    private static void CheckExternal(AttributePath path, YamlMapping volume, DiagnosticBag diagnostics)
    {
        if (!volume.IsTrue("external"))
            return;
        foreach (var entry in volume.Entries)
            if (entry.Key is not ("name" or "external") && !entry.Key.StartsWith("x-", StringComparison.Ordinal))
                diagnostics.Add(Diagnostic.Error(DiagnosticCode.ExternalWithOtherAttributes,
                    $"{path}: conflicting parameters \"external\" and \"{entry.Key}\" specified", entry.KeySpan,
                    "an external volume is not made by this project", "remove it, or external", path / entry.Key));
    }

    private static void CheckSource(AttributePath path, YamlEntry entry, string[] sources, DiagnosticBag diagnostics)
    {
        if (entry.Value is not YamlMapping resource)
            return;
        var said = Array.FindAll(sources, resource.Contains);
        var names = string.Join('|', sources);
        if (said.Length > 1)
            diagnostics.Add(Diagnostic.Error(DiagnosticCode.ConflictingSources, $"{path}: {names} attributes are mutually exclusive",
                resource.Entries[resource.IndexOf(said[1])].KeySpan, "a second source", $"keep one of {string.Join(", ", said)}", path) with
            {
                Related = [new Label(resource.Entries[resource.IndexOf(said[0])].KeySpan, "the first one")],
            });
        else if (said.Length == 0 && !resource.Contains("driver") && !resource.Contains("external"))
            diagnostics.Add(Diagnostic.Error(DiagnosticCode.SourceMissing, $"{path}: one of {names} must be set", entry.KeySpan,
                "no source", $"add {string.Join(" or ", sources)}", path));
    }
}
