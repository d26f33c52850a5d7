using System.Text;

namespace Compose.Testing.Goldens;

/// <summary>Two texts as people compare them: lines with -, + and a little context.</summary>
public static class UnifiedDiff
{
    private const int Context = 3;
    private const int LargestTable = 4_000_000;

    private readonly record struct Line(char Mark, string Text, int Old, int New);

    public static string Of(string expected, string actual, string expectedName = "expected", string actualName = "actual")
    {
        var lines = Compare(Split(expected), Split(actual));
        var text = new StringBuilder().Append("--- ").AppendLine(expectedName).Append("+++ ").AppendLine(actualName);
        for (var i = 0; i < lines.Count; i++)
        {
            if (lines[i].Mark == ' ')
                continue;
            var start = Math.Max(0, i - Context);
            var end = EndOfHunk(lines, i);
            text.AppendLine($"@@ -{lines[start].Old} +{lines[start].New} @@");
            for (var k = start; k < end; k++)
                text.Append(lines[k].Mark).AppendLine(lines[k].Text);
            i = end - 1;
        }

        return text.ToString();
    }

    private static int EndOfHunk(List<Line> lines, int firstChange)
    {
        var last = firstChange;
        for (var i = firstChange; i < lines.Count && i - last <= 2 * Context; i++)
            if (lines[i].Mark != ' ')
                last = i;
        return Math.Min(lines.Count, last + Context + 1);
    }

    private static string[] Split(string text) => text.ReplaceLineEndings("\n").Split('\n');

    private static List<Line> Compare(string[] old, string[] @new)
    {
        var head = 0;
        while (head < old.Length && head < @new.Length && old[head] == @new[head])
            head++;
        var tail = 0;
        while (tail < old.Length - head && tail < @new.Length - head && old[^(tail + 1)] == @new[^(tail + 1)])
            tail++;

        var lines = new List<Line>();
        for (var i = 0; i < head; i++)
            lines.Add(new Line(' ', old[i], i + 1, i + 1));
        AddMiddle(lines, old.AsSpan(head..^tail), @new.AsSpan(head..^tail), head);
        for (var i = tail; i > 0; i--)
            lines.Add(new Line(' ', old[^i], old.Length - i + 1, @new.Length - i + 1));
        return lines;
    }

    private static void AddMiddle(List<Line> lines, ReadOnlySpan<string> old, ReadOnlySpan<string> @new, int head)
    {
        var common = (long)old.Length * @new.Length <= LargestTable ? LongestCommon(old, @new) : null;
        var (i, k) = (0, 0);
        while (i < old.Length || k < @new.Length)
        {
            if (common is not null && i < old.Length && k < @new.Length && old[i] == @new[k])
                lines.Add(new Line(' ', old[i], head + ++i, head + ++k));
            else if (i < old.Length && (k >= @new.Length || common is null || common[i + 1, k] >= common[i, k + 1]))
                lines.Add(new Line('-', old[i], head + ++i, head + k + 1));
            else
                lines.Add(new Line('+', @new[k], head + i + 1, head + ++k));
        }
    }

    private static int[,] LongestCommon(ReadOnlySpan<string> old, ReadOnlySpan<string> @new)
    {
        var table = new int[old.Length + 1, @new.Length + 1];
        for (var i = old.Length - 1; i >= 0; i--)
            for (var k = @new.Length - 1; k >= 0; k--)
                table[i, k] = old[i] == @new[k] ? table[i + 1, k + 1] + 1 : Math.Max(table[i + 1, k], table[i, k + 1]);
        return table;
    }
}
