using Compose.Files.Diagnostics;
using Compose.Files.Text;

namespace Compose.Cli.Rendering.Diagnostics;

/// <summary>
/// A label with its file and line worked out. The span is cut at the end of its first line: an excerpt shows one line of it.
/// </summary>
internal sealed record LabelPlace(SourceText Source, LinePosition Position, int Length, string Text, bool IsPrimary)
{
    public static LabelPlace Of(SourceText source, Label label, bool isPrimary)
    {
        // What is missing at the end of a file is shown behind its last character, not on a line that is not there.
        var start = Math.Clamp(label.Span.Start, 0, source.Text.Length);
        if (start == source.Text.Length && start > 0 && source.Text[start - 1] == '\n')
            start = source.Text.AsSpan().TrimEnd("\r\n").Length;
        var position = source.Lines.Position(start);
        var rest = source.Lines.Line(position.Line).Length - (position.Column - 1);
        return new LabelPlace(source, position, Math.Clamp(label.Span.Length, 1, Math.Max(1, rest)), label.Text, isPrimary);
    }
}
