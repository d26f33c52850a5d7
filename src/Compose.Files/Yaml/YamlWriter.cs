using System.Buffers;
using System.Globalization;
using Compose.Files.Text;

namespace Compose.Files.Yaml;

/// <summary>
/// A tree as YAML text, byte for byte as Docker Compose prints it: two spaces, block collections, lists indented below their keys, no line
/// folded. The order of keys is the caller's (<see cref="GoKeyOrder"/> where Docker Compose sorts).
/// </summary>
public sealed class YamlWriter
{
    private const int Indent = 2;
    private const int MaxSimpleKey = 128;

    private readonly Utf8Output _out;
    private readonly Dialect _dialect;

    private YamlWriter(IBufferWriter<byte> output, Dialect dialect)
    {
        _out = new Utf8Output(output);
        _dialect = dialect;
    }

    public static void Write(YamlNode node, IBufferWriter<byte> output, Dialect dialect = Dialect.V5)
    {
        var writer = new YamlWriter(output, dialect);
        writer.WriteNode(node, 0);
        writer.EndLine();
    }

    private void EndLine()
    {
        if (_out.Last != '\n')
            _out.Write((byte)'\n');
    }

    /// <summary>Writes a node whose first line begins where the cursor is; further lines begin in the given column.</summary>
    private void WriteNode(YamlNode node, int column)
    {
        switch (node)
        {
            case YamlMapping { Count: 0 }:
                _out.Write("{}"u8);
                break;
            case YamlSequence { Items.Length: 0 }:
                _out.Write("[]"u8);
                break;
            case YamlMapping mapping:
                WriteMapping(mapping, column);
                break;
            case YamlSequence sequence:
                WriteSequence(sequence, column);
                break;
            case YamlScalar scalar:
                WriteScalar(scalar, column);
                break;
        }
    }

    private void WriteMapping(YamlMapping mapping, int column)
    {
        for (var i = 0; i < mapping.Count; i++)
        {
            if (i > 0)
                BeginLine(column);
            var entry = mapping.Entries[i];
            var style = YamlScalarStyle.Choose(entry.Key, isKey: true, _dialect);
            if (!style.IsMultiline && style.Utf8Length <= MaxSimpleKey)
            {
                WriteString(entry.Key, style, column + Indent);
                _out.Write((byte)':');
                WriteValue(entry.Value, column);
            }
            else
            {
                WriteLongEntry(entry, column);
            }
        }
    }

    private void WriteLongEntry(YamlEntry entry, int column)
    {
        _out.Write("? "u8);
        WriteString(entry.Key, YamlScalarStyle.Choose(entry.Key, isKey: false, _dialect), column + Indent);
        BeginLine(column);
        _out.Write(": "u8);
        WriteNode(entry.Value, column + Indent);
    }

    private void WriteValue(YamlNode value, int column)
    {
        if (value is YamlMapping { Count: > 0 } or YamlSequence { Items.Length: > 0 })
            BeginLine(column + Indent);
        else
            _out.Write((byte)' ');
        WriteNode(value, column + Indent);
    }

    private void WriteSequence(YamlSequence sequence, int column)
    {
        for (var i = 0; i < sequence.Items.Length; i++)
        {
            if (i > 0)
                BeginLine(column);
            _out.Write("- "u8);
            WriteNode(sequence.Items[i], column + Indent);
        }
    }

    private void BeginLine(int column)
    {
        EndLine();
        _out.Spaces(column);
    }

    private void WriteScalar(YamlScalar scalar, int column)
    {
        switch (scalar.Kind)
        {
            case ScalarKind.Null:
                _out.Write("null"u8);
                break;
            case ScalarKind.String:
                WriteString(scalar.Text, YamlScalarStyle.Choose(scalar.Text, isKey: false, _dialect), column);
                break;
            case ScalarKind.Float:
                _out.Write(scalar.Text switch { "+Inf" => ".inf", "-Inf" => "-.inf", "NaN" => ".nan", var text => text });
                break;
            default:
                _out.Write(scalar.Text);
                break;
        }
    }

    private void WriteString(string text, YamlScalarStyle style, int column)
    {
        switch (style.Quote)
        {
            case YamlQuote.None:
                _out.Write(text);
                break;
            case YamlQuote.Single:
                WriteSingleQuoted(text, column);
                break;
            case YamlQuote.Double:
                WriteDoubleQuoted(text);
                break;
            case YamlQuote.Literal:
                WriteLiteral(text, column);
                break;
        }
    }

    private void WriteSingleQuoted(string text, int column)
    {
        _out.Write((byte)'\'');
        var rest = text.AsSpan();
        while (rest.IndexOfAny('\'', '\u2028', '\u2029') is var at and >= 0)
        {
            _out.Write(rest[..(at + 1)]);
            if (rest[at] == '\'')
                _out.Write((byte)'\'');
            else
                _out.Spaces(column);
            rest = rest[(at + 1)..];
        }

        _out.Write(rest);
        _out.Write((byte)'\'');
    }

    private void WriteDoubleQuoted(string text)
    {
        _out.Write((byte)'"');
        for (var i = 0; i < text.Length; i++)
        {
            var run = i;
            while (run < text.Length && YamlScalarStyle.IsPrintable(text[run])
                && text[run] is not ('"' or '\\' or '\n' or '\u2028' or '\u2029'))
                run++;
            _out.Write(text.AsSpan(i, run - i));
            i = run;
            if (i == text.Length)
                break;
            if (char.IsHighSurrogate(text[i]) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]))
                _out.Write(string.Create(CultureInfo.InvariantCulture, $"\\U{char.ConvertToUtf32(text[i], text[++i]):X8}"));
            else
                _out.Write(Escape(text[i]));
        }

        _out.Write((byte)'"');
    }

    private static string Escape(char c) => c switch
    {
        '\0' => "\\0",
        '\a' => "\\a",
        '\b' => "\\b",
        '\t' => "\\t",
        '\n' => "\\n",
        '\v' => "\\v",
        '\f' => "\\f",
        '\r' => "\\r",
        '\u001b' => "\\e",
        '"' => "\\\"",
        '\\' => "\\\\",
        '\u0085' => "\\N",
        '\u2028' => "\\L",
        '\u2029' => "\\P",
        < '\u0100' => $"\\x{(int)c:X2}",
        _ => $"\\u{(int)c:X4}",
    };

    private void WriteLiteral(string text, int column)
    {
        _out.Write((byte)'|');
        if (NeedsIndentHint(text))
            _out.Write((byte)('0' + Indent));
        if (!IsBreak(text[^1]))
            _out.Write((byte)'-');
        else if (text.Length == 1 || IsBreak(text[^2]))
            _out.Write((byte)'+');
        _out.Write((byte)'\n');
        var rest = text.AsSpan();
        while (!rest.IsEmpty)
        {
            var at = rest.IndexOfAny('\n', '\u2028', '\u2029');
            var line = at < 0 ? rest : rest[..at];
            if (!line.IsEmpty)
                _out.Spaces(column);
            _out.Write(at < 0 ? rest : rest[..(at + 1)]);
            rest = at < 0 ? [] : rest[(at + 1)..];
        }
    }

    /// <summary>
    /// Readers take the indentation of the first line that is not blank, so a text whose first line is indented needs a number. Docker
    /// Compose 5 leaves it out when a line break comes before such a line, and what it prints then reads as another text; that is not
    /// followed.
    /// </summary>
    private bool NeedsIndentHint(string text)
    {
        if (_dialect == Dialect.V240 && IsBreak(text[0]))
            return true;
        var first = text.AsSpan().TrimStart("\n\u2028\u2029");
        return !first.IsEmpty && first[0] == ' ';
    }

    private static bool IsBreak(char c) => c is '\n' or '\u2028' or '\u2029';
}
