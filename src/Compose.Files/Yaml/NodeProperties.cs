using System.Buffers;
using Compose.Files.Text;

namespace Compose.Files.Yaml;

/// <summary>The anchor and the tag of a node. <see cref="Type"/> is the tag of a YAML type, short: "!!str".</summary>
internal readonly record struct NodeProperties(string? Anchor, SourceSpan AnchorSpan, string? Type, YamlTag Tag, int ContentStart)
{
    private static readonly SearchValues<char> PropertyEnds = SearchValues.Create(" \t\r\n,[]{}");

    private const string TypePrefix = "tag:yaml.org,2002:";

    /// <summary>YamlDotNet counts the properties to the node; the place of a node is where its content begins.</summary>
    public static NodeProperties Of(SourceText source, string? anchor, string? tag, int start)
    {
        var text = source.Text;
        var anchorSpan = default(SourceSpan);
        var count = (anchor is null ? 0 : 1) + (tag is null ? 0 : 1);
        var end = start;
        for (var at = start; count > 0 && at < text.Length && text[at] is '&' or '!'; count--)
        {
            end = PropertyEnd(text, at);
            if (text[at] == '&')
                anchorSpan = new SourceSpan(source.Id, at, end - at);
            at = SkipToContent(text, end);
            start = at;
        }

        var (type, meaning) = TagOf(tag);
        return new NodeProperties(anchor, anchorSpan, type, meaning, start) { End = end };
    }

    /// <summary>Where the last property ends, for nodes that have no content.</summary>
    public int End { get; init; }

    public bool Any => Anchor is not null || Type is not null || Tag != YamlTag.None;

    private static (string? Type, YamlTag Tag) TagOf(string? tag) => tag switch
    {
        null or "!" => default,
        "!reset" => (null, YamlTag.Reset),
        // Like every tag that is not one of YAML: a scalar that has it is a text, whatever it looks like.
        "!override" => (tag, YamlTag.Override),
        _ => (tag.StartsWith(TypePrefix, StringComparison.Ordinal) ? "!!" + tag[TypePrefix.Length..] : tag, YamlTag.None),
    };

    private static int PropertyEnd(string text, int at)
    {
        var isVerbatim = text.AsSpan(at).StartsWith("!<");
        var length = isVerbatim ? text.AsSpan(at).IndexOf('>') + 1 : text.AsSpan(at).IndexOfAny(PropertyEnds);
        return length <= 0 ? text.Length : at + length;
    }

    /// <summary>Over blanks, line breaks and comments.</summary>
    private static int SkipToContent(string text, int at)
    {
        while (at < text.Length && text[at] is ' ' or '\t' or '\r' or '\n' or '#')
        {
            if (text[at] != '#')
                at++;
            else if (text.AsSpan(at).IndexOfAny('\r', '\n') is >= 0 and var length)
                at += length;
            else
                at = text.Length;
        }

        return at;
    }
}
