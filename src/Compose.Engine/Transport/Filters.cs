namespace Compose.Engine.Transport;

/// <summary>What a list is narrowed to: all keys must match, and of one key's values any (of labels all).</summary>
public sealed class Filters
{
    private readonly SortedDictionary<string, IDictionary<string, bool>> _terms = new(StringComparer.Ordinal);

    /// <summary>The engine's form of it: <c>{"label":{"a=b":true}}</c>; null without any.</summary>
    internal IDictionary<string, IDictionary<string, bool>>? Terms => _terms.Count == 0 ? null : _terms;

    public Filters Label(string label) => Add("label", label);

    public Filters Name(string name) => Add("name", name);

    public Filters Add(string key, string value)
    {
        if (!_terms.TryGetValue(key, out var values))
            _terms.Add(key, values = new Dictionary<string, bool>(StringComparer.Ordinal));
        values[value] = true;
        return this;
    }
}
