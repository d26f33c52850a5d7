using System.Security.Cryptography;
using System.Text;
using Compose.Files;
using Compose.Files.Model;
using Compose.Files.Yaml;

namespace Compose.Planning.Desired;

/// <summary>The config hashes of everything that carries one.</summary>
public static class ConfigHashes
{
    /// <summary><paramref name="containers"/>: the ids that stand for `service:x`, by service. Without an id the reference is hashed as it is written.</summary>
    public static SpecHash Of(Service service, NamedMap<string> containers) =>
        new(Hash(service.Source, Dialect.V5, containers), Hash(service.Source, Dialect.V240, containers));

    public static SpecHash Of(Network network) => new(Hash(network.Source, Dialect.V5, network.Name), Hash(network.Source, Dialect.V240, network.Name));

    public static SpecHash Of(Volume volume) => new(Hash(volume.Source, Dialect.V5, volume.Name), Hash(volume.Source, Dialect.V240, volume.Name));

    private static string Hash(YamlMapping source, Dialect dialect, NamedMap<string> containers)
    {
        var leaves = AttributeDigests.Leaves(source).Select(leaf => $"{leaf.Path}={AttributeDigests.Digest(leaf.Value)}");
        return Hash(string.Join('\n', leaves.Concat(containers.Select(item => $"{item.Key}:{item.Value}")).Append(dialect.ToString())));
    }

    private static string Hash(YamlMapping? source, Dialect dialect, string name) =>
        Hash($"{name}:{dialect}:{(source is null ? "" : AttributeDigests.Digest(source))}");

    private static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
