using System.Collections.Immutable;
using System.Globalization;
using Compose.Engine.Gaps;
using Compose.Files.Text;
using Compose.Files.Yaml;

namespace Compose.Execution.Adopting;

/// <summary>
/// Collects the attributes of a mapping that is written. What is empty is left out, and each dollar sign of a value is doubled, because the
/// file is interpolated when it is read.
/// </summary>
internal sealed class TreeBuilder
{
    private readonly ImmutableArray<YamlEntry>.Builder _entries = ImmutableArray.CreateBuilder<YamlEntry>();

    public bool IsEmpty => _entries.Count == 0;

    public static YamlScalar Scalar(string text) => YamlScalar.String(SourceSpan.None, text.Replace("$", "$$", StringComparison.Ordinal));

    public static YamlSequence Sequence(IEnumerable<YamlNode> items) => new(SourceSpan.None, [.. items]);

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
        return unit == 0 ? YamlScalar.Integer(SourceSpan.None, value) : Scalar(value.ToString(CultureInfo.InvariantCulture) + units[unit]);
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

    public void Map(string key, IDictionary<string, string>? values) =>
        Map(key, values.OrEmpty().Select(item => KeyValuePair.Create(item.Key, (string?)item.Value)));
}
