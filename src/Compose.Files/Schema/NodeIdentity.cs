using System.Text;
using Compose.Files.Yaml;

namespace Compose.Files.Schema;

/// <summary>A text that two nodes share exactly when JSON would call them equal.</summary>
internal static class NodeIdentity
{
    public static string Of(YamlNode node)
    {
        if (node is YamlScalar { Kind: ScalarKind.String } scalar)
            return scalar.Text;
        var text = new StringBuilder();
        Write(node, text);
        return text.ToString();
    }

    // A string alone is itself, so everything else begins with what no text begins with.
    private static void Write(YamlNode node, StringBuilder text)
    {
        text.Append('\0');
        switch (node)
        {
            case YamlMapping mapping:
                text.Append('{');
                foreach (var entry in mapping.Entries.OrderBy(entry => entry.Key, StringComparer.Ordinal))
                {
                    text.Append(entry.Key);
                    Write(entry.Value, text);
                }

                text.Append('}');
                break;
            case YamlSequence list:
                text.Append('[');
                foreach (var item in list.Items)
                    Write(item, text);
                text.Append(']');
                break;
            case YamlScalar { Kind: ScalarKind.Integer or ScalarKind.Float } number:
                text.Append('#').Append(number.Kind == ScalarKind.Float ? number.Number.ToString("R") : number.Text);
                break;
            case YamlScalar scalar:
                text.Append((char)('a' + (int)scalar.Kind)).Append(scalar.Text);
                break;
        }
    }
}
