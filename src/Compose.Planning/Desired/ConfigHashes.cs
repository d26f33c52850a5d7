using System.Collections.Immutable;
using Compose.Files.Hashing;
using Compose.Files.Model;
using Compose.Files.Text;
using Compose.Files.Yaml;

namespace Compose.Planning.Desired;

/// <summary>The config hashes of services, networks and volumes.</summary>
public static class ConfigHashes
{
    private const string ContainerPrefix = "container:";

    /// <summary><paramref name="containers"/>: ids for `service:x`, by service. Without an id the reference is hashed as written.</summary>
    public static SpecHash Of(Service service, NamedMap<string> containers)
    {
        var references = Resolve(service, containers);
        var foreign = MapExtensions.Fold(service.Source);
        return new SpecHash(
            dialect => ConfigHash.OfService(service.Source, dialect, references),
            foreign is null ? null : dialect => ConfigHash.OfService(foreign, dialect, references));
    }

    public static SpecHash Of(Network network)
    {
        var source = network.Source ?? Named(network.Name);
        var foreign = MapExtensions.Fold(source);
        return new SpecHash(dialect => ConfigHash.OfNetwork(source, dialect),
            foreign is null ? null : dialect => ConfigHash.OfNetwork(foreign, dialect));
    }

    public static SpecHash Of(Volume volume)
    {
        var source = volume.Source ?? Named(volume.Name);
        var foreign = MapExtensions.Fold(source);
        return new SpecHash(dialect => ConfigHash.OfVolume(source, dialect),
            foreign is null ? null : dialect => ConfigHash.OfVolume(foreign, dialect));
    }

    private static ResolvedReferences Resolve(Service service, NamedMap<string> containers) => new()
    {
        NetworkMode = InMode(service.NetworkMode, containers),
        Ipc = InMode(service.Ipc, containers),
        Pid = InMode(service.Pid, containers),
        VolumesFrom = service.VolumesFrom.IsEmpty ? null : [.. service.VolumesFrom.Select(from => From(from, containers))],
    };

    private static string? InMode(string? mode, NamedMap<string> containers) =>
        ServiceGraph.InMode(mode) is { } service && containers.TryGet(service, out var id) ? ContainerPrefix + id : null;

    /// <summary>As in Docker Compose: the id alone, without the access mode.</summary>
    private static string From(string from, NamedMap<string> containers)
    {
        var parts = from.Split(':');
        if (parts is ["container", var name, ..])
            return name;
        return containers.TryGet(parts[0], out var id) ? id : from;
    }

    /// <summary>For a network or volume that is empty in the file.</summary>
    private static YamlMapping Named(string name) =>
        new(SourceSpan.None, ImmutableArray.Create(new YamlEntry("name", SourceSpan.None, YamlScalar.String(SourceSpan.None, name))));
}
