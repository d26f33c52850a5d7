using System.Collections.Immutable;
using Compose.Files.Yaml;

namespace Compose.Files.Normalizing;

/// <summary>Reads attributes of a mapping whose types are checked already.</summary>
public static class TreeReading
{
    public static string? Text(this YamlMapping mapping, string key) =>
        mapping[key] is YamlScalar { Kind: not ScalarKind.Null } scalar ? scalar.Text : null;

    public static bool IsTrue(this YamlMapping mapping, string key) =>
        mapping[key] is YamlScalar { Kind: ScalarKind.Boolean, Text: "true" };

    public static YamlMapping? Mapping(this YamlMapping mapping, string key) => mapping[key] as YamlMapping;

    /// <summary>The items of a sequence, none where there is none.</summary>
    public static ImmutableArray<YamlNode> Items(this YamlMapping mapping, string key) =>
        mapping[key] is YamlSequence sequence ? sequence.Items : [];

    /// <summary>The entries of a mapping, none where there is none.</summary>
    public static ImmutableArray<YamlEntry> Entries(this YamlMapping mapping, string key) =>
        mapping[key] is YamlMapping inner ? inner.Entries : [];
}
