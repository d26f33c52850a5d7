using System.Collections.Immutable;
using Compose.Files.Diagnostics;
using Compose.Files.Model;
using Compose.Files.Normalizing;
using Compose.Files.Text;
using Compose.Files.Yaml;

namespace Compose.Files.Checks;

/// <summary>`x-ncompose.adopted` of a service, which `ncompose adopt` writes. Only ncompose reads it.</summary>
public static class AdoptedExtra
{
    public const string Key = "adopted";
    public const string Containers = "containers";
    public const string Hash = "hash";
    public const string As = "as";
    private const int IdLength = 64;

    public static Adoption? Of(YamlMapping service)
    {
        if (service.Mapping(WatchExtras.Key)?.Mapping(Key) is not { } adopted)
            return null;
        return new Adoption
        {
            Containers = [.. adopted.Items(Containers).OfType<YamlScalar>().Select(id => id.Text)],
            Hash = adopted.Text(Hash),
            As = adopted.Text(As),
        };
    }

    /// <summary>The extension as a tree, for a file that is written.</summary>
    public static YamlMapping Write(Adoption adoption)
    {
        var entries = ImmutableArray.CreateBuilder<YamlEntry>();
        if (!adoption.Containers.IsEmpty)
            entries.Add(Entry(Containers, new YamlSequence(SourceSpan.None, [.. adoption.Containers.Select(Text)])));
        if (adoption.Hash is { } hash)
            entries.Add(Entry(Hash, Text(hash)));
        if (adoption.As is { } own)
            entries.Add(Entry(As, Text(own)));
        return Mapping(Entry(Key, new YamlMapping(SourceSpan.None, entries.ToImmutable())));
    }

    internal static void Check(YamlMapping tree, DiagnosticBag diagnostics)
    {
        foreach (var entry in tree.Entries("services"))
            if (entry.Value is YamlMapping service && service.Mapping(WatchExtras.Key)?[Key] is { } node && Problem(node) is { } problem)
                diagnostics.Add(Diagnostic.Error(DiagnosticCode.InvalidAdoption, $"{WatchExtras.Key}.{Key}: {problem}", node.Span, "",
                    "`ncompose adopt` writes it; remove it when the containers are not to be replaced",
                    AttributePath.Of("services", entry.Key, WatchExtras.Key, Key)));
    }

    private static string? Problem(YamlNode node)
    {
        if (node is not YamlMapping adopted)
            return "must be a mapping";
        if (adopted.Entries.FirstOrDefault(entry => entry.Key is not (Containers or Hash or As)).Key is { } unknown)
            return $"\"{unknown}\" is unknown; it has containers, hash and as";
        if (adopted[Containers] is { } containers && !(containers is YamlSequence ids && ids.Items.All(IsId)))
            return "containers must be a list of whole container ids";
        return adopted.Contains(Hash) == adopted.Contains(As) ? null : "hash and as belong together";
    }

    private static bool IsId(YamlNode node) => node is YamlScalar { Text: { Length: IdLength } id } && id.All(char.IsAsciiHexDigitLower);

    private static YamlScalar Text(string text) => YamlScalar.String(SourceSpan.None, text);

    private static YamlEntry Entry(string key, YamlNode value) => new(key, SourceSpan.None, value);

    private static YamlMapping Mapping(YamlEntry entry) => new(SourceSpan.None, [entry]);
}
