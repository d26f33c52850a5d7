using System.Collections.Immutable;
using System.Globalization;
using Compose.Files.Text;

namespace Compose.Files.Yaml;

/// <summary>Collects the entries of a mapping that is written. What is empty is left out.</summary>
public class TreeBuilder
{
    private readonly ImmutableArray<YamlEntry>.Builder _entries = ImmutableArray.CreateBuilder<YamlEntry>();

    public bool IsEmpty => _entries.Count == 0;

    public static YamlSequence Sequence(IEnumerable<YamlNode> items) => new(SourceSpan.None, [.. items]);

    /// <summary>The form in which a text stands in the file.</summary>
    protected virtual string Written(string text) => text;

    private YamlScalar Scalar(string text) => YamlScalar.String(SourceSpan.None, Written(text));

    public YamlMapping Build() => new(SourceSpan.None, _entries.ToImmutable());

    public void Add(string key, YamlNode value) => _entries.Add(new YamlEntry(key, SourceSpan.None, value));

    public void Add(string key, TreeBuilder inner)
    {
        if (!inner.IsEmpty)
            Add(key, inner.Build());
    }

    public void Text(string key, string? value)
    {
        if (!string.IsNullOrEmpty(value))
            Add(key, Scalar(value));
    }

    public void Flag(string key, bool value)
    {
        if (value)
            Add(key, YamlScalar.Boolean(SourceSpan.None, true));
    }

    public void Number(string key, long? value)
    {
        if (value is { } number and not 0)
            Add(key, YamlScalar.Integer(SourceSpan.None, number));
    }

    /// <summary>Bytes with the largest unit that needs no fraction: `64m`.</summary>
    public void Size(string key, long value)
    {
        if (value != 0)
            Add(key, SizeOf(value));
    }

    public static YamlScalar SizeOf(long value)
    {
        const string units = "bkmg";
        var unit = 0;
        for (; unit < units.Length - 1 && value != 0 && value % 1024 == 0; unit++)
            value /= 1024;
        return unit == 0 ? YamlScalar.Integer(SourceSpan.None, value)
            : YamlScalar.String(SourceSpan.None, value.ToString(CultureInfo.InvariantCulture) + units[unit]);
    }

    public void List(string key, IEnumerable<string>? values)
    {
        if (values?.ToList() is { Count: > 0 } items)
            Add(key, Sequence(items.Select(Scalar)));
    }

    public void Items(string key, IEnumerable<YamlNode> values)
    {
        if (values.ToList() is { Count: > 0 } items)
            Add(key, Sequence(items));
    }

    /// <summary>A null value stays null: a variable that is removed.</summary>
    public void Map(string key, IEnumerable<KeyValuePair<string, string?>> values)
    {
        var inner = new TreeBuilder();
        foreach (var (name, value) in values.OrderBy(item => item.Key, StringComparer.Ordinal))
            inner.Add(name, value is null ? YamlScalar.Null(SourceSpan.None) : Scalar(value));
        Add(key, inner);
    }

    public void Map(string key, IDictionary<string, string>? values)
    {
        if (values is not null)
            Map(key, (IEnumerable<KeyValuePair<string, string?>>)values!);
    }
}
