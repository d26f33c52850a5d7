using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using Compose.Files.Yaml;

namespace Compose.Files.Schema;

/// <summary>
/// The identity of a list item: of two items with the same, the later takes the place of the earlier. Null is an item that is like no
/// other.
/// </summary>
public delegate string? ItemKey(YamlNode item);

/// <summary>
/// Everything that the passes know of a value at one place of a compose file. A pass goes down the tree and the table together; where the
/// table ends (extensions), there is nothing more to know.
/// </summary>
public sealed record ValueSchema
{
    /// <summary>The name under which the JSON schema keeps a schema that is used in many places.</summary>
    public string? Definition { get; init; }

    public required ValueTypes Types { get; init; }

    /// <summary>The types that an error names, when they are not simply all: of alternatives Docker Compose names the first.</summary>
    public ValueTypes Expected { get; init; }

    /// <summary>The attributes of a mapping.</summary>
    public FieldList Fields { get; init; } = FieldList.Empty;

    /// <summary>What every other entry of a mapping is.</summary>
    public ValueSchema? Entries { get; init; }

    public NameRule Names { get; init; }

    /// <summary>Entries that are neither attributes nor of a fitting name are let through unseen.</summary>
    public bool Open { get; init; }

    /// <summary>Keys that begin with `x-` are let through and kept.</summary>
    public bool Extensions { get; init; }

    /// <summary>Extensions are let through and then forgotten: Docker Compose has no place for them here.</summary>
    public bool DropsExtensions { get; init; }

    /// <summary>What every item of a list is.</summary>
    public ValueSchema? Items { get; init; }

    public bool UniqueItems { get; init; }

    /// <summary>The only legal strings, if there are any.</summary>
    public ImmutableArray<string> Choices { get; init; } = [];

    public TextPattern? Pattern { get; init; }
    public long? Minimum { get; init; }
    public long? Maximum { get; init; }

    public Cast Cast { get; init; }
    public MergeRule Merge { get; init; }
    public ItemKey? Key { get; init; }

    /// <summary>What to say of an item that must have a key and has none; the path is put in its place.</summary>
    public string? MissingKeyMessage { get; init; }

    /// <summary>What to write instead of a value of a wrong type; null where only the general advice fits.</summary>
    public Func<YamlNode, string?>? Help { get; init; }

    /// <summary>From a short form to the long one.</summary>
    public Expansion? Expand { get; init; }

    /// <summary>What a text here names.</summary>
    public NameReference? Refers { get; init; }

    /// <summary>What the keys of a mapping name.</summary>
    public NameReference? KeysRefer { get; init; }

    /// <summary>Values worth offering where others are legal too.</summary>
    public ImmutableArray<string> Words { get; init; } = [];

    public PathRule Path { get; init; }
    public ValueKind Kind { get; init; }

    public bool TryGetField(string name, [NotNullWhen(true)] out Field? field)
    {
        field = IndexOf(name) is var i and >= 0 ? Fields[i] : null;
        return field is not null;
    }

    /// <summary>The place of an attribute in the order of printing, or -1.</summary>
    public int IndexOf(string name) => Fields.IndexOf(name);

    /// <summary>What the entry of a mapping is: the attribute's schema, or that of all entries, or nothing that the table knows.</summary>
    public ValueSchema? Child(string name) => IndexOf(name) is var i and >= 0 ? Fields[i].Schema : Entries;

    public bool Equals(ValueSchema? other) => ReferenceEquals(this, other);
    public override int GetHashCode() => System.Runtime.CompilerServices.RuntimeHelpers.GetHashCode(this);
}
