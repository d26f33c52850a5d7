using System.Collections.Immutable;
using Compose.Files.Model;
using Compose.Files.Text;
using Compose.Files.Yaml;
using Compose.Planning.Desired;

namespace Compose.Execution.Adopting;

/// <summary>The config hashes of all services in each way to write them: one load for each way, when it is asked for.</summary>
internal sealed class ServiceHashes
{
    private readonly IReadOnlyDictionary<string, YamlMapping> _services;
    private readonly ImmutableArray<Lazy<IReadOnlyDictionary<string, SpecHash>>> _variants;

    public ServiceHashes(
        IReadOnlyDictionary<string, YamlMapping> services, Func<YamlMapping, YamlMapping> document, HashMatching hashes,
            NamedMap<string> containers)
    {
        _services = services;
        _variants =
        [
            .. Enumerable.Range(0, HashMatching.MostVariants)
                .Select(number => new Lazy<IReadOnlyDictionary<string, SpecHash>>(() => hashes.Of(
                document(new YamlMapping(SourceSpan.None,
                    [.. services.Select(item => new YamlEntry(item.Key, SourceSpan.None, HashMatching.Variant(item.Value, number)))])),
                containers))),
        ];
    }

    public SpecHash? Own(string service) => _variants[0].Value.GetValueOrDefault(service);

    /// <summary>The first way to write the service that has the hash.</summary>
    public int? FindVariant(string service, string hash)
    {
        for (var number = 0; number < HashMatching.VariantsOf(_services[service]); number++)
            if (_variants[number].Value.GetValueOrDefault(service)?.Matches(hash) == true)
                return number;
        return null;
    }
}
