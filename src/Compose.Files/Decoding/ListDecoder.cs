using System.Collections.Immutable;
using Compose.Files.Diagnostics;
using Compose.Files.Text;
using Compose.Files.Values;
using Compose.Files.Yaml;

namespace Compose.Files.Decoding;

/// <summary>Values that are lists or mappings of text.</summary>
internal sealed class ListDecoder(ScalarDecoder scalars, DecodePath path, DiagnosticBag diagnostics)
{
    /// <summary>A list of strings; a single string is a list of one.</summary>
    public static YamlSequence? Texts(YamlNode node)
    {
        if (node is YamlScalar single)
            return single.IsNull ? null : new YamlSequence(single.Span, [ScalarDecoder.Text(single)]);
        if (node is not YamlSequence sequence)
            return null;
        foreach (var item in sequence.Items)
            if (item is not YamlScalar { Kind: ScalarKind.String })
                return sequence.With([.. sequence.Items.OfType<YamlScalar>().Select(ScalarDecoder.Text)]);
        return sequence;
    }

    /// <summary>Names and values of a mapping, or of a list of K=V in which the last of a name counts.</summary>
    public YamlMapping? KeyValues(YamlNode node, bool keepNulls) => node switch
    {
        YamlMapping mapping => Values(mapping, keepNulls),
        YamlSequence list => Pairs(list, keepNulls),
        _ => null,
    };

    private static YamlMapping Values(YamlMapping mapping, bool keepNulls)
    {
        foreach (var entry in mapping.Entries)
            if (!IsFinal(entry.Value, keepNulls))
                return mapping.With([.. mapping.Entries.Select(each => each with { Value = Final(each.Value, keepNulls) })]);
        return mapping;
    }

    private static bool IsFinal(YamlNode value, bool keepNulls) =>
        value is YamlScalar scalar && (scalar.Kind == ScalarKind.String || (keepNulls && scalar.Kind == ScalarKind.Null));

    private static YamlNode Final(YamlNode value, bool keepNulls) =>
        value is YamlScalar scalar && !IsFinal(scalar, keepNulls) ? ScalarDecoder.Text(scalar) : value;

    private YamlMapping Pairs(YamlSequence list, bool keepNulls)
    {
        var entries = ImmutableArray.CreateBuilder<YamlEntry>(list.Items.Length);
        var places = new Dictionary<string, int>(list.Items.Length, StringComparer.Ordinal);
        foreach (var item in list.Items)
        {
            if (item is not YamlScalar scalar)
                continue;
            var entry = Pair(scalar, keepNulls);
            if (keepNulls && entry.Key.Length > 0 && char.IsWhiteSpace(entry.Key[^1]))
                scalars.Report(scalar.Span, $"environment variable {entry.Key} is declared with a trailing space",
                    "remove the space before the equals sign.");
            if (places.TryAdd(entry.Key, entries.Count))
                entries.Add(entry);
            else
                entries[places[entry.Key]] = entry;
        }

        return new YamlMapping(list.Span, entries.ToImmutable());
    }

    private static YamlEntry Pair(YamlScalar item, bool keepNulls)
    {
        var text = item.Text;
        var equals = text.IndexOf('=', StringComparison.Ordinal);
        if (equals < 0)
            return new YamlEntry(text, item.Span, keepNulls ? YamlScalar.Null(item.Span) : YamlScalar.String(item.Span, ""));
        return new YamlEntry(text[..equals], Part(item, 0, equals),
            YamlScalar.String(Part(item, equals + 1, text.Length - equals - 1), text[(equals + 1)..]));
    }

    /// <summary>The place of a part of a scalar, when the file has it letter by letter; else that of the whole scalar.</summary>
    private static SourceSpan Part(YamlScalar scalar, int start, int length)
    {
        var quotes = scalar.Span.Length - scalar.Text.Length;
        if (scalar.Span.IsNone || quotes is not (0 or 2))
            return scalar.Span;
        return new SourceSpan(scalar.Span.Source, scalar.Span.Start + (quotes / 2) + start, length);
    }

    /// <summary>Options that may occur more than once: each value is a list.</summary>
    public static YamlMapping? MultiOptions(YamlNode node) =>
        node is YamlMapping mapping
            ? mapping.With([.. mapping.Entries.Select(entry =>
            entry with { Value = Texts(entry.Value) ?? new YamlSequence(entry.Value.Span, []) })]) : null;

    /// <summary>A string is split into words; null is the image's own command, an empty list is none.</summary>
    public YamlSequence? Command(YamlNode node)
    {
        if (node is not YamlScalar scalar)
            return Texts(node);
        if (scalar.IsNull)
            return null;
        if (!ShellWords.TrySplit(scalar.Text, out var words, out var cutAt))
        {
            scalars.Report(scalar.Span, "invalid command line string",
                "close every quote and parenthesis, or write the command as a list of words.");
            return null;
        }

        if (cutAt >= 0)
            WarnAboutCut(scalar, cutAt);
        return new YamlSequence(scalar.Span, [.. words.Select(word => YamlScalar.String(scalar.Span, word))]);
    }

    private void WarnAboutCut(YamlScalar scalar, int cutAt)
    {
        var rest = scalar.Text[cutAt..].Trim();
        diagnostics.Add(Diagnostic.Warning(DiagnosticCode.TruncatedCommand,
            $"{path.ToAttributePath()}: a command is not run by a shell, and everything from \"{scalar.Text[cutAt]}\" on is dropped",
            Part(scalar, cutAt, scalar.Text.Length - cutAt),
            "not run", $"write it as [\"sh\", \"-c\", \"…\"], or quote it if {(rest.Length > 20 ? "this" : rest)} is an argument.",
            path.ToAttributePath()));
    }

    public static YamlSequence? HealthTest(YamlNode node)
    {
        if (node is not YamlScalar scalar)
            return Texts(node);
        return scalar.IsNull ? null
            : new YamlSequence(scalar.Span, [YamlScalar.String(scalar.Span, "CMD-SHELL"), ScalarDecoder.Text(scalar)]);
    }

    /// <summary>SSH agents and keys: ids and paths, sorted.</summary>
    public YamlMapping? Ssh(YamlNode node) => KeyValues(node, keepNulls: true) is { } keys
        ? keys.With([.. keys.Entries.OrderBy(entry => entry.Key, StringComparer.Ordinal)])
        : null;

    /// <summary>Sorted lines of host=address, without the brackets of an IPv6 address.</summary>
    public YamlSequence? Hosts(YamlNode node)
    {
        var lines = new List<YamlScalar>();
        switch (node)
        {
            case YamlMapping mapping:
                foreach (var entry in mapping.Entries)
                    AddHost(lines, entry);
                break;
            case YamlSequence list:
                foreach (var item in list.Items)
                    if (item is YamlScalar scalar)
                        AddLine(lines, scalar);
                break;
            default:
                return null;
        }

        lines.Sort(static (a, b) => string.CompareOrdinal(a.Text, b.Text));
        return new YamlSequence(node.Span, [.. lines]);
    }

    private void AddHost(List<YamlScalar> lines, YamlEntry entry)
    {
        if (entry.Value is YamlSequence addresses)
            foreach (var address in addresses.Items.OfType<YamlScalar>())
                Add(lines, entry.Key, address.Text, address.Span);
        else if (entry.Value is YamlScalar address)
            Add(lines, entry.Key, address.Text, address.Span);
    }

    private void AddLine(List<YamlScalar> lines, YamlScalar line)
    {
        var separator = line.Text.IndexOf('=', StringComparison.Ordinal);
        if (separator < 0)
            separator = line.Text.IndexOf(':', StringComparison.Ordinal);
        if (separator < 0)
        {
            scalars.Report(line.Span, $"invalid additional host, missing IP: {line.Text}", "write host=address.");
            return;
        }

        foreach (var address in line.Text[(separator + 1)..].Split(','))
            Add(lines, line.Text[..separator], address, line.Span);
    }

    private void Add(List<YamlScalar> lines, string host, string address, SourceSpan span)
    {
        if (host.Length == 0 || host.AsSpan().ContainsAny(':', '='))
        {
            scalars.Report(span, $"bad host name '{host}'");
            return;
        }

        if (address.Length > 2 && address[0] == '[' && address[^1] == ']')
            address = address[1..^1];
        lines.Add(YamlScalar.String(span, host + "=" + address));
    }
}
