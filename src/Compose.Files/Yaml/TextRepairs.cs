namespace Compose.Files.Yaml;

/// <summary>
/// Edits that change no value and let YamlDotNet read what it refuses and Docker Compose reads. They are made at the very place of the
/// refusal, so that nothing else changes.
/// </summary>
internal static class TextRepairs
{
    public static IEnumerable<TextEdit> For(RefusedText refused)
    {
        // It wants a blank before a comment behind a bracket, a comma, a quote or a block indicator.
        if (Comment(refused) is { } comment)
            return [new TextEdit(comment, 0, 1)];
        // It wants the further lines of a text in double quotes, and of text in brackets, indented deeper than the mapping around them.
        if (refused.Says("found wrong indentation"))
            return [new TextEdit(refused.End, 0, refused.Column(refused.Start) + 1)];
        if (refused.Message.Length == 0)
            return [new TextEdit(refused.Stop, 0, LongestLine(refused))];
        // It refuses blank lines before the first line of a literal or folded text when they have blanks.
        if (refused.Says("extra spaces in first line") || refused.Says("more spaces in lines above"))
            return BlankLinesBefore(refused, refused.LineStart(refused.Start));
        // It refuses a dash alone among the items in brackets.
        if (refused.Says("invalid key indicator"))
            return [new TextEdit(refused.Start, 1, 1) { IsDash = true }];
        // It refuses a line that holds only a tab.
        if (refused.Text[..refused.Stop].EndsWith('\t') || refused.At(refused.Stop) == '\t')
            return BlankLine(refused, refused.Stop);
        return [];
    }

    private static int? Comment(RefusedText refused)
    {
        if (refused.Says("a comment without"))
            return refused.Text.IndexOf('#', refused.Start);
        var at = refused.At(refused.Start) is ']' or ',' ? refused.Start + 1 : refused.Start;
        return refused.At(at) == '#' && !refused.IsBlank(at - 1) ? at : null;
    }

    /// <summary>Longer than any indentation that can count: that of the line where the brackets begin.</summary>
    private static int LongestLine(RefusedText refused)
    {
        var longest = 0;
        for (var line = refused.LineStart(refused.ReadTo); line < refused.Stop; line = refused.LineEnd(line) + 1)
            longest = Math.Max(longest, refused.LineEnd(line) - line);
        return longest;
    }

    private static IEnumerable<TextEdit> BlankLinesBefore(RefusedText refused, int line)
    {
        while (line > 0)
        {
            line = refused.LineStart(line - 1);
            if (!refused.IsBlankLine(line))
                yield break;
            foreach (var edit in BlankLine(refused, line))
                yield return edit;
        }
    }

    private static IEnumerable<TextEdit> BlankLine(RefusedText refused, int offset)
    {
        var start = refused.LineStart(offset);
        var length = refused.LineEnd(offset) - start;
        return length > 0 && refused.IsBlankLine(offset) ? [new TextEdit(start, length, 0)] : [];
    }
}
