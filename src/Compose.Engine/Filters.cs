using System.Globalization;
using System.Text;

namespace Compose.Engine;

/// <summary>What a list is narrowed to: all keys must match, and of one key's values any (of labels all).</summary>
public sealed class Filters
{
    private readonly SortedDictionary<string, List<string>> terms = new(StringComparer.Ordinal);

    public bool IsEmpty => terms.Count == 0;

    public Filters Label(string label) => Add("label", label);

    public Filters Name(string name) => Add("name", name);

    public Filters Add(string key, string value)
    {
        if (!terms.TryGetValue(key, out var values))
        {
            terms.Add(key, values = []);
        }

        if (!values.Contains(value, StringComparer.Ordinal))
        {
            values.Add(value);
        }

        return this;
    }

    /// <summary>The engine's form of it: <c>{"label":{"a=b":true}}</c>.</summary>
    public override string ToString()
    {
        var text = new StringBuilder("{");
        foreach (var (key, values) in terms)
        {
            Quote(text.Append(text.Length > 1 ? "," : ""), key).Append(":{");
            for (var i = 0; i < values.Count; i++)
            {
                Quote(text.Append(i > 0 ? "," : ""), values[i]).Append(":true");
            }

            text.Append('}');
        }

        return text.Append('}').ToString();
    }

    // Every command begins with one of these, and the library's writer with tables of what it has to escape.
    private static StringBuilder Quote(StringBuilder text, string value)
    {
        text.Append('"');
        foreach (var letter in value)
        {
            if (letter is '"' or '\\')
            {
                text.Append('\\').Append(letter);
            }
            else if (letter < ' ')
            {
                text.Append(CultureInfo.InvariantCulture, $"\\u{(int)letter:x4}");
            }
            else
            {
                text.Append(letter);
            }
        }

        return text.Append('"');
    }
}
