using System.Globalization;
using System.Text;
using Compose.Planning.Pictures;

namespace Compose.Planning.Timelines;

/// <summary>
/// A timeline as a picture that stands alone, in the colours of the reader's theme. The critical chain is framed and listed.
/// </summary>
public static class TimelineSvg
{
    private const int LabelWidth = 230;
    private const int PlotWidth = 740;
    private const int Margin = 14;
    private const int RowHeight = 26;
    private const int BarHeight = 14;
    private const int Top = 84;
    private const int Ticks = 6;
    private const int LongestName = 32;
    private const double NarrowestBar = 2;

    private const string Style = """
        <style>
          text{font-family:system-ui,-apple-system,"Segoe UI",sans-serif;font-size:12px;fill:#1b2330}
          .page{fill:#fff}.title{font-size:15px;font-weight:600}.small{font-size:11px;fill:#5a6475}.tick{text-anchor:middle}
          .grid{stroke:#e2e6ec}.pull{fill:#5b7bd5}.build{fill:#8a63c9}.create{fill:#8b95a5}.start{fill:#3a9db0}.healthy{fill:#3fa66f}
          .completed{fill:#2f8f5b}.stop{fill:#c08a2e}.remove{fill:#b5642f}.hook{fill:#b0589a}.provider{fill:#6f7f3f}.other{fill:#b4bcc8}
          .failed{fill:#cf3a3a}.critical{stroke:#1b2330;stroke-width:1.6}
          @media (prefers-color-scheme:dark){
            text{fill:#e6eaf0}.page{fill:#12161d}.small{fill:#9ba6b6}.grid{stroke:#2a323e}.critical{stroke:#fff}}
        </style>
        """;

    public static string Of(TimelineDocument timeline)
    {
        var chain = Chain(timeline);
        var bottom = Top + (timeline.Rows.Length * RowHeight);
        var (width, height) = (LabelWidth + PlotWidth + (2 * Margin), bottom + 40 + (chain.Count * 17) + Margin);
        var text = new StringBuilder();
        Add(text,
            $"<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width} {height}\" width=\"{width}\" height=\"{height}\" role=\"img\">");
        Add(text, $"<title>{XmlText.Escaped(Title(timeline))}</title>");
        text.Append(Style).Append('\n');
        Add(text, $"<rect class=\"page\" width=\"{width}\" height=\"{height}\" rx=\"10\"/>");
        Add(text, $"<text class=\"title\" x=\"{Margin}\" y=\"28\">{XmlText.Escaped(Title(timeline))}</text>");
        Legend(text, timeline);
        Axis(text, timeline, bottom);
        for (var row = 0; row < timeline.Rows.Length; row++)
            Row(text, timeline, timeline.Rows[row], Top + (row * RowHeight));
        Add(text, $"<text class=\"small\" x=\"{Margin}\" y=\"{bottom + 26}\">Critical chain</text>");
        for (var at = 0; at < chain.Count; at++)
            Add(text, $"<text x=\"{Margin}\" y=\"{bottom + 46 + (at * 17)}\">{XmlText.Escaped(chain[at])}</text>");
        return text.Append("</svg>\n").ToString();
    }

    private static string Title(TimelineDocument timeline) =>
        $"{timeline.Command} of {timeline.Project}: {Seconds(timeline.Milliseconds)}{(timeline.Succeeded ? "" : ", failed")}";

    private static List<string> Chain(TimelineDocument timeline)
    {
        var bars = timeline.Rows.SelectMany(row => row.Bars.Select(bar => (Row: row, Bar: bar))).ToDictionary(pair => pair.Bar.Id);
        return [.. timeline.Critical.Select(id => bars[id])
            .Select(pair => $"{pair.Bar.Phase} {pair.Row.Name}: {Seconds(pair.Bar.End - pair.Bar.Start)} from {Seconds(pair.Bar.Start)}")];
    }

    private static void Legend(StringBuilder text, TimelineDocument timeline)
    {
        var x = Margin;
        foreach (var phase in timeline.Rows.SelectMany(row => row.Bars).Select(bar => bar.Phase).Distinct())
        {
            Add(text,
                $"<rect class=\"{phase}\" x=\"{x}\" y=\"40\" width=\"10\" height=\"10\" rx=\"2\"/><text class=\"small\" x=\"{x + 15}\" y=\"49\">{phase}</text>");
            x += 34 + (phase.Length * 6);
        }
    }

    private static void Axis(StringBuilder text, TimelineDocument timeline, int bottom)
    {
        var step = TickStep(timeline.Milliseconds);
        for (var time = 0.0; time <= timeline.Milliseconds; time += step)
        {
            var x = X(timeline, time);
            Add(text,
                $"<path class=\"grid\" d=\"M{x:0.#} {Top - 6}V{bottom}\"/><text class=\"small tick\" x=\"{x:0.#}\" y=\"{Top - 11}\">{Seconds(time)}</text>");
        }
    }

    private static void Row(StringBuilder text, TimelineDocument timeline, TimelineRow row, int y)
    {
        Add(text,
            $"<text x=\"{Margin}\" y=\"{y + 15}\">{XmlText.Escaped(Clipped(row.Name))}<title>{XmlText.Escaped($"{row.Kind} {row.Name}")}</title></text>");
        foreach (var bar in row.Bars)
        {
            var (left, right) = (X(timeline, bar.Start), X(timeline, bar.End));
            var kind = (bar.Outcome == "failed" ? "failed" : bar.Phase) + (timeline.Critical.Contains(bar.Id) ? " critical" : "");
            Add(text,
                $"<rect class=\"{kind}\" x=\"{left:0.#}\" y=\"{y + 4}\" width=\"{Math.Max(NarrowestBar, right - left):0.#}\" height=\"{BarHeight}\" rx=\"2\">");
            Add(text, $"<title>{XmlText.Escaped($"{bar.Phase}: {Seconds(bar.End - bar.Start)}, {bar.Outcome}")}</title></rect>");
        }
    }

    private static double X(TimelineDocument timeline, double time) =>
        LabelWidth + Margin + (time / Math.Max(1, timeline.Milliseconds) * PlotWidth);

    /// <summary>1, 2 or 5 times a power of ten, so that there are about six.</summary>
    private static double TickStep(double milliseconds)
    {
        var rough = Math.Max(1, milliseconds / Ticks);
        var power = Math.Pow(10, Math.Floor(Math.Log10(rough)));
        return power * (rough / power) switch { <= 1 => 1, <= 2 => 2, <= 5 => 5, _ => 10 };
    }

    private static string Seconds(double milliseconds) =>
        milliseconds < 1000 ? string.Create(CultureInfo.InvariantCulture, $"{milliseconds:0} ms")
            : string.Create(CultureInfo.InvariantCulture, $"{milliseconds / 1000:0.0} s");

    private static string Clipped(string name) => name.Length <= LongestName ? name : name[..(LongestName - 1)] + "…";

    private static void Add(StringBuilder text, FormattableString line) =>
        text.Append(line.ToString(CultureInfo.InvariantCulture)).Append('\n');
}
