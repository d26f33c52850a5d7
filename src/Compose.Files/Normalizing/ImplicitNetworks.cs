using System.Collections.Immutable;
using Compose.Files.Text;
using Compose.Files.Yaml;

namespace Compose.Files.Normalizing;

/// <summary>A service without networks joins the default network, which exists if a service joins it.</summary>
public static class ImplicitNetworks
{
    private static readonly YamlNode Nothing = YamlScalar.Null(SourceSpan.None);
    private static readonly ImmutableArray<YamlEntry> Default = [new("default", SourceSpan.None, Nothing)];

    public static YamlMapping Apply(YamlMapping tree)
    {
        var used = false;
        tree = tree.MapMembers("services", (_, service) => Service(service, ref used));
        if (!used)
            return tree;
        var networks = tree.Mapping("networks");
        if (networks is null)
            return tree.With("networks", new YamlMapping(SourceSpan.None, Default));
        return networks.Contains("default") ? tree : tree.With("networks", networks.With("default", Nothing));
    }

    private static YamlMapping Service(YamlMapping service, ref bool used)
    {
        if (service.Contains("provider") || service.Contains("network_mode"))
            return service;
        if (service.Mapping("networks") is { Count: > 0 } networks)
        {
            used |= networks.Contains("default");
            return service;
        }

        used = true;
        return service.With("networks", new YamlMapping(service["networks"]?.Span ?? SourceSpan.None, Default));
    }
}
