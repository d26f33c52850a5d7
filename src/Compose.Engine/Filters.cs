using System.Buffers;
using System.Text;
using System.Text.Json;

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
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            foreach (var (key, values) in terms)
            {
                writer.WriteStartObject(key);
                foreach (var value in values)
                {
                    writer.WriteBoolean(value, true);
                }

                writer.WriteEndObject();
            }

            writer.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }
}
