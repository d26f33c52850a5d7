using System.Globalization;
using System.Text;
using Compose.Cli.Terminals;
using Compose.Files.Diagnostics;
using Compose.Host.Terminals;

namespace Compose.Cli.Rendering.Diagnostics;

/// <summary>Lines of the files with marks under what is meant.</summary>
internal static class Excerpt
{
    /// <summary>Longer lines are shown around the mark only.</summary>
    private const int LongestLine = 140;

    private const int ContextBefore = 40;

    public static void Append(StringBuilder text, List<LabelPlace> places, int gutter, Diagnostic problem, Style style)
    {
        var margin = new string(' ', gutter);
        foreach (var file in places.GroupBy(place => place.Source.Id))
        {
            var first = file.FirstOrDefault(place => place.IsPrimary) ?? file.First();
            var where = $"{first.Source.Name}:{first.Position.Line}:{first.Position.Column}";
            text.Append(margin).Append(style.Blue(first.IsPrimary ? "--> " : "::: ")).Append(where);
            text.Append(first.IsPrimary ? style.Dim($" [{problem.Code.Text()}]") : "").Append('\n');
            text.Append(margin).Append(style.Blue(" |")).Append('\n');
            var previous = 0;
            foreach (var line in file.GroupBy(place => place.Position.Line).OrderBy(line => line.Key))
            {
                if (previous > 0 && line.Key > previous + 1)
                    text.Append(style.Blue("...")).Append('\n');
                AppendLine(text, line.Key, [.. line.OrderBy(place => place.Position.Column)], gutter, problem.Severity, style);
                previous = line.Key;
            }
        }
    }

    private static void AppendLine(StringBuilder text, int number, List<LabelPlace> marks, int gutter, Severity severity, Style style)
    {
        var line = marks[0].Source.Lines.Line(number).ToString();
        var (from, length) = Window(line, marks.FirstOrDefault(mark => mark.IsPrimary) ?? marks[0]);
        var shown = (from > 0 ? "…" : "") + Visible(line.AsSpan(from, length)) + (from + length < line.Length ? "…" : "");
        text.Append(style.Blue(number.ToString(CultureInfo.InvariantCulture).PadLeft(gutter) + " |")).Append(' ').Append(shown.TrimEnd())
            .Append('\n');
        foreach (var mark in marks)
        {
            var start = Math.Clamp(mark.Position.Column - 1, from, from + length);
            var end = Math.Clamp(mark.Position.Column - 1 + mark.Length, start, from + length);
            var before = (from > 0 ? 1 : 0) + DisplayWidth.Of(Visible(line.AsSpan(from, start - from)));
            var width = Math.Max(1, DisplayWidth.Of(Visible(line.AsSpan(start, end - start))));
            var underline = new string(mark.IsPrimary ? '^' : '-', width) + (mark.Text.Length > 0 ? " " + mark.Text : "");
            text.Append(' ', gutter).Append(style.Blue(" |")).Append(' ', before + 1)
                .Append(!mark.IsPrimary ? style.Blue(underline) : severity == Severity.Error ? style.Red(underline)
                    : style.Yellow(underline)).Append('\n');
        }
    }

    private static (int From, int Length) Window(string line, LabelPlace mark)
    {
        if (line.Length <= LongestLine)
            return (0, line.Length);
        var from = Math.Clamp(mark.Position.Column - 1 - ContextBefore, 0, line.Length - LongestLine);
        return (from, LongestLine);
    }

    /// <summary>Tabs as spaces, and nothing that would move the cursor.</summary>
    private static string Visible(ReadOnlySpan<char> text)
    {
        var visible = new StringBuilder(text.Length);
        foreach (var c in text)
        {
            if (c == '\t')
                visible.Append("    ");
            else
                visible.Append(char.IsControl(c) ? '�' : c);
        }

        return visible.ToString();
    }
}
