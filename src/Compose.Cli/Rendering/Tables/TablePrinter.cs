using System.Text;
using Compose.Host.Terminals;

namespace Compose.Cli.Rendering.Tables;

/// <summary>Tables as Docker prints them: upper-case heads, columns as wide as their widest cell and three spaces, no lines.</summary>
internal sealed class TablePrinter(params string[] heads)
{
    private readonly List<string[]> _rows = [heads];

    /// <summary>Blanks after the widest cell of a column.</summary>
    public int Gap { get; init; } = 3;

    /// <summary>No column is narrower, as Docker's older tables have it (20 with the gap).</summary>
    public int LeastWidth { get; init; }

    public void Add(params string[] cells) => _rows.Add(cells);

    /// <summary>The last column is padded too where Docker's is: its rows end in the head's width.</summary>
    public string Render(bool withHeads = true)
    {
        var widths = new int[heads.Length];
        foreach (var row in withHeads ? _rows : _rows.Skip(1))
            for (var i = 0; i < row.Length; i++)
                widths[i] = Math.Max(widths[i], DisplayWidth.Of(row[i]) + Gap);
        var text = new StringBuilder();
        foreach (var row in withHeads ? _rows : _rows.Skip(1))
        {
            for (var i = 0; i < row.Length; i++)
                text.Append(i < row.Length - 1 ? DisplayWidth.PadRight(row[i], Math.Max(widths[i], LeastWidth)) : row[i]);
            text.Append('\n');
        }

        return text.ToString();
    }

    /// <summary>
    /// Text with tabs between the cells, as templates make it, with the tabs replaced by as many blanks as the columns need.
    /// </summary>
    public static string Align(string text, int leastWidth)
    {
        var rows = (text.EndsWith('\n') ? text[..^1] : text).Split('\n').Select(line => line.Split('\t')).ToList();
        var table = new TablePrinter(rows.MaxBy(row => row.Length)!) { LeastWidth = leastWidth };
        foreach (var row in rows)
            table.Add(row);
        return table.Render(withHeads: false);
    }
}
