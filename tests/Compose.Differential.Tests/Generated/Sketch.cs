using System.Text;

namespace Compose.Differential.Tests.Generated;

/// <summary>YAML in the making: text that is written as it is, a list, or a mapping in its order.</summary>
internal abstract record Sketch
{
    public sealed record Text(string Yaml, string Tag = "") : Sketch;

    public sealed record Items(List<Sketch> All) : Sketch;

    public sealed record Map(List<KeyValuePair<string, Sketch>> All) : Sketch
    {
        public void Set(string key, Sketch value)
        {
            All.RemoveAll(entry => entry.Key == key);
            All.Add(new KeyValuePair<string, Sketch>(key, value));
        }
    }

    /// <summary>!reset or !override in front of a value.</summary>
    public sealed record Tagged(string Tag, Sketch Value) : Sketch;

    public static Text Plain(string yaml) => new(yaml);

    public static Items List(params IEnumerable<string> items) => new([.. items.Select(Plain)]);

    public static Items List(params IEnumerable<Sketch> items) => new([.. items]);

    public static Map Mapping(params IEnumerable<(string Key, Sketch Value)> entries) =>
        new([.. entries.Select(entry => new KeyValuePair<string, Sketch>(entry.Key, entry.Value))]);

    public static implicit operator Sketch(string yaml) => new Text(yaml);

    /// <summary>Writes a document, in block or flow style as the draw says.</summary>
    public static string Write(Map map, Draw draw)
    {
        var text = new StringBuilder();
        WriteEntries(text, map, "", draw);
        return text.ToString();
    }

    private static void WriteEntries(StringBuilder text, Map map, string indent, Draw draw)
    {
        foreach (var (key, value) in map.All)
        {
            text.Append(indent).Append(key).Append(':');
            WriteValue(text, value, indent, draw);
        }
    }

    private static void WriteValue(StringBuilder text, Sketch value, string indent, Draw draw)
    {
        var (tag, inner) = value is Tagged tagged ? (" " + tagged.Tag, tagged.Value) : ("", value);
        text.Append(tag);
        switch (inner)
        {
            case Map { All.Count: > 0 } map when !draw.OneIn(4):
                text.Append('\n');
                WriteEntries(text, map, indent + "  ", draw);
                break;
            case Items { All.Count: > 0 } items when !draw.OneIn(3):
                text.Append('\n');
                var dash = draw.OneIn(3) ? indent : indent + "  ";
                foreach (var item in items.All)
                {
                    text.Append(dash).Append('-');
                    WriteValue(text, item, dash, draw);
                }

                break;
            default:
                text.Append(' ').Append(Flow(inner)).Append('\n');
                break;
        }
    }

    private static string Flow(Sketch value) => value switch
    {
        Text { Yaml: "" } => "",
        Text text => FlowText(text.Yaml),
        Items items => "[" + string.Join(", ", items.All.Select(Flow)) + "]",
        Map map => "{" + string.Join(", ", map.All.Select(entry => $"{entry.Key}: {Flow(entry.Value)}")) + "}",
        Tagged tagged => $"{tagged.Tag} {Flow(tagged.Value)}",
        _ => throw new InvalidOperationException("The sketch is closed."),
    };

    /// <summary>Inside of brackets a plain text may not hold what ends it.</summary>
    private static string FlowText(string yaml) =>
        yaml[0] is '"' or '\'' || yaml.IndexOfAny(['{', '}', '[', ']', ',', '?', '#', ' ', ':', '|', '>', '*', '&']) < 0 ? yaml
            : '"' + yaml.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal) + '"';
}
