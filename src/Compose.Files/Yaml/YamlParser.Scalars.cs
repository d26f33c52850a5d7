using System.Text;
using Compose.Files.Diagnostics;
using Compose.Files.Text;

namespace Compose.Files.Yaml;

/// <summary>What all scalars share: where they begin, and of what type they are.</summary>
internal sealed partial class YamlParser
{
    private readonly StringBuilder _buffer = new();
    private int _flowDepth;

    /// <summary>A scalar on its own line or not, a flow collection, or an alias. Plain text goes on over lines deeper than the indent.</summary>
    private Content ReadContent(int indent, Properties properties)
    {
        switch (Current)
        {
            case '"':
                return new Content(null, ReadDoubleQuoted());
            case '\'':
                return new Content(null, ReadSingleQuoted());
            case '[' or '{':
                return new Content(ReadFlowCollection(properties), default);
            case '*':
                return new Content(ReadAlias(properties), default);
            case '@' or '`' or '%':
                return new Content(Fail(_pos, 1, "found character that cannot start any token", $"no plain text begins with {Current}", "put the text in quotes"), default);
            case ']' or '}' or ',':
                return new Content(Fail(_pos, 1, "did not find expected node content", "closes or separates nothing", "put the text in quotes if it belongs to it"), default);
            case '|' or '>':
                return new Content(Fail(_pos, 1, "found character that cannot start any token", $"no plain text begins with {Current}", "put the text in quotes"), default);
            default:
                return new Content(null, ReadPlain(indent));
        }
    }

    private YamlScalar Resolve(RawScalar raw, Properties properties)
    {
        var span = Span(raw.Start, raw.End);
        var text = raw.Text is null ? _text.AsSpan(raw.Start, raw.End - raw.Start) : raw.Text;
        if (properties.Type is null)
        {
            return raw.Plain && ScalarResolver.MayBeOther(text)
                ? ScalarResolver.Resolve(span, text, timestamps: true) ?? YamlScalar.String(span, raw.Text ?? text.ToString())
                : YamlScalar.String(span, raw.Text ?? text.ToString());
        }

        return ResolveTagged(span, raw.Text ?? text.ToString(), properties.Type);
    }

    private YamlScalar ResolveTagged(SourceSpan span, string text, string type)
    {
        if (type == "!!binary")
            return ReadBinary(span, text);
        var known = type is "!!int" or "!!float" or "!!bool" or "!!null" or "!!timestamp";
        if (!known)
            return YamlScalar.String(span, text);
        var value = ScalarResolver.Resolve(span, text, timestamps: type == "!!timestamp") ?? YamlScalar.String(span, text);
        if (ScalarResolver.TypeOf(value.Kind) == type)
            return value;
        if (type == "!!float" && value.Kind == ScalarKind.Integer)
            return new YamlScalar(span, ScalarKind.Float, GoText.Float(value.Number), value.Number);
        _diagnostics.Add(YamlProblems.Tag(_source, span, ScalarResolver.TypeOf(value.Kind), text, type));
        return value;
    }

    private YamlScalar ReadBinary(SourceSpan span, string text)
    {
        var bytes = new byte[text.Length];
        if (Convert.TryFromBase64String(text, bytes, out var length))
            return YamlScalar.String(span, Encoding.UTF8.GetString(bytes, 0, length));
        _diagnostics.Add(YamlProblems.Base64(_source, span));
        return YamlScalar.String(span, "");
    }
}
