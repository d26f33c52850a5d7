using System.Collections.Immutable;
using Compose.Files.Diagnostics;
using Compose.Files.Text;

namespace Compose.Files.Yaml;

/// <summary>
/// Reads a text that differs from an earlier one in one entry of a section, such as one service: only the lines of the entry are parsed,
/// and all other nodes are those of the earlier text, moved. Whatever makes that unsafe (anchors, tabs, mistakes, lines that stand out of
/// their entry) makes it read the whole text in the usual way.
/// </summary>
internal static class YamlUpdate
{
    /// <summary>The stream that <see cref="YamlReader"/> would return, or null when the whole text has to be read.</summary>
    public static YamlStream? Read(SourceText source, SourceText earlier, YamlStream before)
    {
        if (source.Id != earlier.Id || before is not { IsFlawless: true, Anchors.Count: 0, Documents: [{ Root: YamlMapping root }] })
            return null;
        if (source.Text == earlier.Text)
            return before;
        var edit = Edit.Between(earlier.Text, source.Text);
        foreach (var section in root.Entries)
            if (section.Value is YamlMapping mapping && Find(earlier.Text, root, mapping, section.Key, edit) is { } lines)
                return Replace(source, root, section.Key, mapping, lines, edit);
        return null;
    }

    /// <summary>The entry whose lines hold the edit, with the place of these lines in the earlier text.</summary>
    private static EntryLines? Find(string text, YamlMapping root, YamlMapping section, string key, Edit edit)
    {
        if (section.Entries.IsEmpty)
            return null;
        var next = root.IndexOf(key) + 1 < root.Count ? LineStart(text, root.Entries[root.IndexOf(key) + 1].KeySpan.Start) : text.Length;
        if (next < edit.End)
            return null;
        var low = 0;
        for (var high = section.Count; high - low > 1;)
        {
            var middle = (low + high) / 2;
            (low, high) = section.Entries[middle].KeySpan.Start <= edit.Start ? (middle, high) : (low, middle);
        }

        var start = LineStart(text, section.Entries[low].KeySpan.Start);
        var end = low + 1 < section.Count ? LineStart(text, section.Entries[low + 1].KeySpan.Start) : next;
        var indentation = section.Entries[low].KeySpan.Start - start;
        var isBlock = start > 0 && indentation > 0 && text.AsSpan(start, indentation).Trim(' ').IsEmpty
            && text.AsSpan(LineStart(text, section.Span.Start), section.Span.Start - LineStart(text, section.Span.Start)).Trim(' ').IsEmpty;
        return isBlock && start <= edit.Start && edit.End <= end ? new EntryLines(low, start, end, indentation) : null;
    }

    private static YamlStream? Replace(SourceText source, YamlMapping root, string key, YamlMapping section, EntryLines lines, Edit edit)
    {
        var text = source.Text[lines.Start..(lines.End + edit.Growth)];
        if (!StaysInside(text, lines.Indentation))
            return null;
        var found = new DiagnosticBag();
        var part = YamlReader.Read(new SourceText(source.Id, source.Name, source.Path, text), found);
        var old = section.Entries[lines.Index];
        if (found.Count > 0 || part is not { Anchors.Count: 0, Documents: [{ Root: YamlMapping { Entries: [var read] } only }] }
            || read.Key != old.Key || read.KeySpan.Start != lines.Indentation || only.Tag != YamlTag.None)
            return null;
        var entry = Moved(read, lines.Start);
        var entries = section.Entries.ToBuilder();
        entries[lines.Index] = entry;
        for (var i = lines.Index + 1; i < entries.Count; i++)
            entries[i] = Moved(entries[i], edit.Growth);
        var end = lines.Index + 1 < entries.Count ? section.Span.End + edit.Growth : lines.Start + only.Span.End;
        var changed = new YamlMapping(section.Span with { Length = end - section.Span.Start }, entries.MoveToImmutable(), section.Tag);
        return new YamlStream([new YamlDocument(Root(root, key, changed, edit.Growth))]) { IsFlawless = true };
    }

    private static YamlMapping Root(YamlMapping root, string key, YamlMapping section, int growth)
    {
        var index = root.IndexOf(key);
        var entries = root.Entries.ToBuilder();
        entries[index] = entries[index] with { Value = section };
        for (var i = index + 1; i < entries.Count; i++)
            entries[i] = Moved(entries[i], growth);
        var end = index + 1 < entries.Count ? root.Span.End + growth : section.Span.End;
        return new YamlMapping(root.Span with { Length = end - root.Span.Start }, entries.MoveToImmutable(), root.Tag);
    }

    /// <summary>No line may end the section, begin another document, or be broken in a way that needs the text around it.</summary>
    private static bool StaysInside(ReadOnlySpan<char> text, int indentation)
    {
        if (text.ContainsAny('\t', '\r') || text is not [.., '\n'])
            return false;
        foreach (var line in text.EnumerateLines())
            if (line.TrimStart(' ') is { IsEmpty: false } content && content[0] != '#' && line.Length - content.Length < indentation)
                return false;
        return true;
    }

    private static int LineStart(string text, int at) => at == 0 ? 0 : text.LastIndexOf('\n', at - 1) + 1;

    private static YamlEntry Moved(YamlEntry entry, int distance) =>
        distance == 0 ? entry : new YamlEntry(entry.Key, Moved(entry.KeySpan, distance), Moved(entry.Value, distance));

    private static YamlNode Moved(YamlNode node, int distance) => node switch
    {
        YamlMapping mapping => new YamlMapping(Moved(mapping.Span, distance),
            ImmutableArray.CreateRange(mapping.Entries, entry => Moved(entry, distance)), mapping.Tag),
        YamlSequence sequence => new YamlSequence(Moved(sequence.Span, distance),
            ImmutableArray.CreateRange(sequence.Items, item => Moved(item, distance)), sequence.Tag),
        YamlScalar scalar => new YamlScalar(Moved(scalar.Span, distance), scalar.Kind, scalar.Text, scalar.Number, scalar.Tag),
        _ => throw new InvalidOperationException("a node of an unknown kind"),
    };

    private static SourceSpan Moved(SourceSpan span, int distance) => span with { Start = span.Start + distance };

    private readonly record struct EntryLines(int Index, int Start, int End, int Indentation);

    /// <summary>The stretch of the earlier text that is another one now, and by how much that is longer.</summary>
    private readonly record struct Edit(int Start, int End, int Growth)
    {
        public static Edit Between(string earlier, string text)
        {
            var start = earlier.AsSpan().CommonPrefixLength(text);
            var most = Math.Min(earlier.Length, text.Length) - start;
            var same = 0;
            while (same < most && earlier[^(same + 1)] == text[^(same + 1)])
                same++;
            return new Edit(start, earlier.Length - same, text.Length - earlier.Length);
        }
    }
}
