using Compose.Files.Text;
using Compose.Files.Yaml;

namespace Compose.Files.Normalizing;

/// <summary>
/// What a service shares with another makes it depend on it: links, namespaces and volumes. An entry that the file has itself is left
/// alone. The dependency stands where the reference stands, so an error about it points there.
/// </summary>
public static class ImplicitDependencies
{
    private const string ServicePrefix = "service:";
    private static readonly string[] Namespaces = ["network_mode", "ipc", "pid", "uts", "cgroup"];

    public static YamlMapping Apply(YamlMapping tree) => tree.MapMembers("services", (_, service) => Service(service));

    private static YamlMapping Service(YamlMapping service)
    {
        foreach (var item in service.Items("links"))
            if (item is YamlScalar link)
                service = Depend(service, LinkTarget(link.Text), link.Span, restart: true);
        service = Shared(service, service);
        foreach (var hook in service.Items("pre_start").OfType<YamlMapping>())
            service = Shared(service, hook);
        return service;
    }

    /// <summary><paramref name="container"/> is the service itself, or a pre_start hook of it.</summary>
    private static YamlMapping Shared(YamlMapping service, YamlMapping container)
    {
        foreach (var name in Namespaces)
            if (container[name] is YamlScalar reference && reference.Text.StartsWith(ServicePrefix, StringComparison.Ordinal))
                service = Depend(service, reference.Text[ServicePrefix.Length..], reference.Span, restart: true);
        foreach (var item in container.Items("volumes_from"))
            if (item is YamlScalar reference && !reference.Text.StartsWith("container:", StringComparison.Ordinal))
                service = Depend(service, reference.Text.Split(':')[0], reference.Span, restart: false);
        return service;
    }

    private static string LinkTarget(string link)
    {
        var parts = link.Split(':');
        return parts.Length == 2 ? parts[0] : link;
    }

    private static YamlMapping Depend(YamlMapping service, string target, SourceSpan span, bool restart)
    {
        var dependencies = service.Mapping("depends_on") ?? new YamlMapping(span, []);
        if (dependencies.Contains(target))
            return service;
        var dependency = new YamlMapping(span,
        [
            new YamlEntry("condition", span, YamlScalar.String(span, "service_started")),
            new YamlEntry("restart", span, YamlScalar.Boolean(span, restart)),
            new YamlEntry("required", span, YamlScalar.Boolean(span, true)),
        ]);
        return service.With("depends_on", dependencies.With(target, dependency, span), span);
    }
}
