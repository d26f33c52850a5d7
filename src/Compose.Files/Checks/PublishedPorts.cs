using System.Collections.Immutable;
using Compose.Files.Diagnostics;
using Compose.Files.Model;
using Compose.Files.Normalizing;
using Compose.Files.Text;
using Compose.Files.Yaml;

namespace Compose.Files.Checks;

/// <summary>A port of the host goes to one container; and a port is a number from 1 to 65535.</summary>
internal sealed class PublishedPorts(DiagnosticBag diagnostics, bool profilesAreAlternatives)
{
    private readonly Dictionary<(string Port, string Protocol), List<Publication>> _published = [];

    private readonly HashSet<(DiagnosticCode Code, SourceSpan First, SourceSpan Second)> _reported = [];

    public void Check(string name, YamlMapping service)
    {
        var path = AttributePath.Of("services", name, "ports");
        var ports = service.Items("ports");
        if (ports.IsEmpty)
            return;
        if (service["network_mode"] is YamlScalar { Text: "host" })
            Warn(DiagnosticCode.PortsWithoutEffect, path, ports[0].Span, "ports have no effect with network_mode: host", "remove them");
        var replicas = (service["scale"] ?? service.Mapping("deploy")?["replicas"]) is YamlScalar { Number: > 1 } count ? count.Text : null;
        foreach (var item in ports)
        {
            if (item is not YamlMapping port)
                continue;
            CheckNumbers(path, port);
            if (port["published"] is not YamlScalar published || !IsSinglePort(published.Text))
                continue;
            if (replicas is not null && IsFirst(DiagnosticCode.OnePortForSeveralReplicas, published.Span, SourceSpan.None))
                Warn(DiagnosticCode.OnePortForSeveralReplicas, path, published.Span,
                    $"only one of {replicas} containers can publish port {published.Text}",
                    "publish a range, or leave the port to the engine");
            CheckTwice(path, service, port, published);
        }
    }

    private void CheckTwice(AttributePath path, YamlMapping service, YamlMapping port, YamlScalar published)
    {
        var protocol = port.Text("protocol") ?? "tcp";
        var address = port.Text("host_ip") is { Length: > 0 } ip and not "0.0.0.0" ? ip : "";
        var key = (published.Text, protocol);
        var publication = new Publication(
            address, published.Span, [.. service.Items("profiles").OfType<YamlScalar>().Select(item => item.Text)]);
        if (!_published.TryGetValue(key, out var others))
            _published.Add(key, others = []);
        foreach (var other in others)
        {
            if (!other.MeetsAddress(address) || (profilesAreAlternatives && other.Excludes(publication)))
                continue;
            if (IsFirst(DiagnosticCode.DuplicatePort, other.Span, published.Span))
                diagnostics.Add(Diagnostic.Warning(DiagnosticCode.DuplicatePort,
                    $"{path}: port {published.Text}/{protocol} is published twice", published.Span, "a second time",
                    "publish one of them on another port", path) with
                {
                    Related = other.Span.IsNone ? [] : [new Label(other.Span, "published here first")],
                });
            break;
        }

        others.Add(publication);
    }

    private sealed record Publication(string Address, SourceSpan Span, ImmutableArray<string> Profiles)
    {
        public bool MeetsAddress(string address) => Address.Length == 0 || address.Length == 0 || Address == address;

        /// <summary>Services without a common profile are mostly alternatives of which one runs.</summary>
        public bool Excludes(Publication other) => !Profiles.IsEmpty && !other.Profiles.IsEmpty && !Profiles.Any(other.Profiles.Contains);
    }

    /// <summary>The ports of a range stand in one place: one warning is enough for all of them.</summary>
    private bool IsFirst(DiagnosticCode code, SourceSpan first, SourceSpan second) =>
        second.IsNone && first.IsNone || _reported.Add((code, first, second));

    private void CheckNumbers(AttributePath path, YamlMapping port)
    {
        if (port["target"] is YamlScalar { Number: > 65535 } target)
            Warn(DiagnosticCode.InvalidPort, path, target.Span, $"{target.Text} is no port", "use a number from 1 to 65535");
        if (port["published"] is YamlScalar { Text.Length: > 0 } published && !PortRange.TryParse(published.Text, out _))
            Warn(DiagnosticCode.InvalidPort, path, published.Span, $"\"{published.Text}\" is neither a port nor a range",
                "use a number from 1 to 65535, or two with a dash between them");
        if (port["protocol"] is YamlScalar { Text.Length: > 0 } protocol
            && protocol.Text.ToLowerInvariant() is not ("tcp" or "udp" or "sctp"))
            Warn(DiagnosticCode.InvalidProtocol, path, protocol.Span, $"\"{protocol.Text}\" is no protocol", "use tcp, udp or sctp");
    }

    private static bool IsSinglePort(string text) => PortRange.TryParse(text, out var range) && range is { Count: 1, First: > 0 };

    private void Warn(DiagnosticCode code, AttributePath path, SourceSpan span, string problem, string help) =>
        diagnostics.Add(Diagnostic.Warning(code, $"{path}: {problem}", span, "", help, path));
}
