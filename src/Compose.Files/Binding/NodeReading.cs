using System.Collections.Immutable;
using System.Globalization;
using Compose.Files.Model;
using Compose.Files.Values;
using Compose.Files.Yaml;

namespace Compose.Files.Binding;

/// <summary>Typed reading of a decoded mapping: what is not there is null, zero, false or empty.</summary>
internal static class NodeReading
{
    public static string? Text(this YamlMapping mapping, string key) =>
        mapping[key] is YamlScalar { Kind: not ScalarKind.Null } scalar ? scalar.Text : null;

    public static bool Flag(this YamlMapping mapping, string key, bool otherwise = false) => mapping.OptionalFlag(key) ?? otherwise;

    public static bool? OptionalFlag(this YamlMapping mapping, string key) =>
        mapping[key] is YamlScalar { Kind: ScalarKind.Boolean } scalar ? scalar.Text == "true" : null;

    public static long Long(this YamlMapping mapping, string key) => mapping.OptionalLong(key) ?? 0;

    /// <summary>Also of sizes, which are decimal digits in a string.</summary>
    public static long? OptionalLong(this YamlMapping mapping, string key) =>
        mapping[key] is YamlScalar scalar
            && long.TryParse(scalar.Text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value) ? value : null;

    public static int Int(this YamlMapping mapping, string key) => mapping.OptionalInt(key) ?? 0;

    public static int? OptionalInt(this YamlMapping mapping, string key) =>
        mapping.OptionalLong(key) is { } value ? (int)Math.Clamp(value, int.MinValue, int.MaxValue) : null;

    public static float Single(this YamlMapping mapping, string key) => mapping[key] is YamlScalar scalar ? (float)scalar.Number : 0;

    public static TimeSpan? Duration(this YamlMapping mapping, string key) =>
        mapping[key] is YamlScalar scalar && GoDuration.TryParse(scalar.Text, out var nanoseconds, out _)
            ? GoDuration.ToTimeSpan(nanoseconds) : null;

    public static ImmutableArray<string> Texts(this YamlMapping mapping, string key) => mapping.OptionalTexts(key) ?? [];

    public static ImmutableArray<string>? OptionalTexts(this YamlMapping mapping, string key)
    {
        if (mapping[key] is not YamlSequence sequence)
            return null;
        var texts = ImmutableArray.CreateBuilder<string>(sequence.Items.Length);
        foreach (var item in sequence.Items)
            if (item is YamlScalar scalar)
                texts.Add(scalar.Text);
        return texts.DrainToImmutable();
    }

    public static NamedMap<string> Strings(this YamlMapping mapping, string key) =>
        mapping.Map(key, static (_, node) => node is YamlScalar scalar ? scalar.Text : "");

    public static NamedMap<string?> OptionalStrings(this YamlMapping mapping, string key) =>
        mapping.Map(key, static (_, node) => node is YamlScalar { Kind: not ScalarKind.Null } scalar ? scalar.Text : null);

    public static NamedMap<T> Map<T>(this YamlMapping mapping, string key, Func<string, YamlNode, T> read)
    {
        if (mapping[key] is not YamlMapping { Count: > 0 } entries)
            return NamedMap<T>.Empty;
        var items = new KeyValuePair<string, T>[entries.Count];
        for (var i = 0; i < items.Length; i++)
            items[i] = KeyValuePair.Create(entries.Entries[i].Key, read(entries.Entries[i].Key, entries.Entries[i].Value));
        return new NamedMap<T>(items);
    }

    public static ImmutableArray<T> List<T>(this YamlMapping mapping, string key, Func<YamlMapping, T> read)
    {
        if (mapping[key] is not YamlSequence { Items.IsEmpty: false } sequence)
            return [];
        var items = ImmutableArray.CreateBuilder<T>(sequence.Items.Length);
        foreach (var item in sequence.Items)
            if (item is YamlMapping element)
                items.Add(read(element));
        return items.DrainToImmutable();
    }

    public static T? Object<T>(this YamlMapping mapping, string key, Func<YamlMapping, T> read)
        where T : class => mapping[key] is YamlMapping value ? read(value) : null;
}
