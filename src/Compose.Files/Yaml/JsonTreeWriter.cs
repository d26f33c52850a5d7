using System.Buffers;
using Compose.Files.Text;

namespace Compose.Files.Yaml;

/// <summary>
/// A tree as JSON text, byte for byte as Go writes it: <c>&lt; &gt; &amp;</c> escaped, floats in its form, integers exact. The order of
/// keys is the caller's.
/// </summary>
public sealed class JsonTreeWriter
{
    private const string Control =
        "\"\\\u2028\u2029\u0000\u0001\u0002\u0003\u0004\u0005\u0006\u0007\b\t\n\u000B\f\r\u000E\u000F\u0010\u0011\u0012\u0013\u0014\u0015\u0016\u0017\u0018\u0019\u001A\u001B\u001C\u001D\u001E\u001F";

    private static readonly SearchValues<char> Escaped = SearchValues.Create(Control + "<>&");
    private static readonly SearchValues<char> EscapedPlainly = SearchValues.Create(Control);

    private readonly Utf8Output _out;
    private readonly bool _indented;
    private readonly int _step;
    private readonly SearchValues<char> _escaped;

    private JsonTreeWriter(IBufferWriter<byte> output, bool indented, int step = 2, bool plain = false)
    {
        _out = new Utf8Output(output);
        _indented = indented;
        _step = step;
        _escaped = plain ? EscapedPlainly : Escaped;
    }

    /// <summary>Writes without a line break at the end. Ask <see cref="FindUnsupported"/> before: JSON has no infinities.</summary>
    public static void Write(YamlNode node, IBufferWriter<byte> output, bool indented = true) =>
        new JsonTreeWriter(output, indented).WriteNode(node, 0);

    /// <summary>
    /// As Docker Compose writes answers that are not the model: four blanks a level, and <c>&lt; &gt; &amp;</c> as they are.
    /// </summary>
    public static void WriteAnswer(YamlNode node, IBufferWriter<byte> output) =>
        new JsonTreeWriter(output, indented: true, step: 4, plain: true).WriteNode(node, 0);

    /// <summary>A string as JSON, with its quotes.</summary>
    public static void WriteString(string text, IBufferWriter<byte> output) => new JsonTreeWriter(output, false).WriteString(text);

    /// <summary>The first number that JSON cannot hold, or null.</summary>
    public static YamlScalar? FindUnsupported(YamlNode node)
    {
        switch (node)
        {
            case YamlScalar { Kind: ScalarKind.Float } scalar when !double.IsFinite(scalar.Number):
                return scalar;
            case YamlSequence sequence:
                foreach (var item in sequence.Items)
                    if (FindUnsupported(item) is { } found)
                        return found;
                return null;
            case YamlMapping mapping:
                foreach (var entry in mapping.Entries)
                    if (FindUnsupported(entry.Value) is { } found)
                        return found;
                return null;
            default:
                return null;
        }
    }

    private void WriteNode(YamlNode node, int depth)
    {
        switch (node)
        {
            case YamlMapping mapping:
                WriteMapping(mapping, depth);
                break;
            case YamlSequence sequence:
                WriteSequence(sequence, depth);
                break;
            case YamlScalar scalar:
                WriteScalar(scalar);
                break;
        }
    }

    private void WriteMapping(YamlMapping mapping, int depth)
    {
        _out.Write((byte)'{');
        for (var i = 0; i < mapping.Count; i++)
        {
            BeginItem(i, depth + 1);
            WriteString(mapping.Entries[i].Key);
            _out.Write(_indented ? ": "u8 : ":"u8);
            WriteNode(mapping.Entries[i].Value, depth + 1);
        }

        End(mapping.Count, depth, (byte)'}');
    }

    private void WriteSequence(YamlSequence sequence, int depth)
    {
        _out.Write((byte)'[');
        for (var i = 0; i < sequence.Items.Length; i++)
        {
            BeginItem(i, depth + 1);
            WriteNode(sequence.Items[i], depth + 1);
        }

        End(sequence.Items.Length, depth, (byte)']');
    }

    private void BeginItem(int index, int depth)
    {
        if (index > 0)
            _out.Write((byte)',');
        NewLine(depth);
    }

    private void End(int count, int depth, byte close)
    {
        if (count > 0)
            NewLine(depth);
        _out.Write(close);
    }

    private void NewLine(int depth)
    {
        if (!_indented)
            return;
        _out.Write((byte)'\n');
        _out.Spaces(_step * depth);
    }

    private void WriteScalar(YamlScalar scalar)
    {
        switch (scalar.Kind)
        {
            case ScalarKind.Null:
                _out.Write("null"u8);
                break;
            case ScalarKind.Boolean or ScalarKind.Integer:
                _out.Write(scalar.Text);
                break;
            case ScalarKind.Float:
                _out.Write(double.IsFinite(scalar.Number) ? GoText.JsonFloat(scalar.Number) : "null");
                break;
            default:
                WriteString(scalar.Text);
                break;
        }
    }

    private void WriteString(string text)
    {
        _out.Write((byte)'"');
        var rest = text.AsSpan();
        while (rest.IndexOfAny(_escaped) is var at and >= 0)
        {
            _out.Write(rest[..at]);
            _out.Write(Escape(rest[at]));
            rest = rest[(at + 1)..];
        }

        _out.Write(rest);
        _out.Write((byte)'"');
    }

    private static string Escape(char c) => c switch
    {
        '"' => "\\\"",
        '\\' => "\\\\",
        '\b' => "\\b",
        '\f' => "\\f",
        '\n' => "\\n",
        '\r' => "\\r",
        '\t' => "\\t",
        _ => $"\\u{(int)c:x4}",
    };
}
