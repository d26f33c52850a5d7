using System.Globalization;
using System.Text;

namespace Compose.Planning.Pictures;

/// <summary>The graph as a picture that stands alone, in the colours of the reader's theme.</summary>
public static class GraphSvg
{
    private const int LongestText = 30;

    private const string Style = """
        <style>
          text{font-family:system-ui,-apple-system,"Segoe UI",sans-serif}
          .box{fill:#fff;stroke:#d5dae1}.name{fill:#1b2330;font-size:14px;font-weight:600}.image{fill:#667084;font-size:11px}
          .edge{fill:none;stroke:#98a2b3;stroke-width:1.5}.optional{stroke-dasharray:4 4}.tip{fill:#98a2b3}
          .label{fill:#667084;font-size:11px;text-anchor:middle;paint-order:stroke;stroke:#fff;stroke-width:5px}
          @media (prefers-color-scheme:dark){
            .box{fill:#1b212b;stroke:#37404e}.name{fill:#e7ebf0}.image{fill:#98a2b3}.edge{stroke:#667084}.tip{fill:#667084}
            .label{fill:#b4bcc8;stroke:#12161d}}
        </style>
        """;

    public static string Of(StackGraph graph)
    {
        var layout = GraphLayout.Of(graph);
        var text = new StringBuilder();
        text.Append(
            CultureInfo.InvariantCulture,
            $"<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {layout.Width:0.#} {layout.Height:0.#}\" ");
        text.Append(CultureInfo.InvariantCulture, $"width=\"{layout.Width:0.#}\" height=\"{layout.Height:0.#}\" role=\"img\">\n");
        text.Append($"<title>{XmlText.Escaped($"Services of {graph.Project} and what they depend on")}</title>\n").Append(Style)
            .Append('\n');
        text.Append(
            "<defs><marker id=\"tip\" viewBox=\"0 0 8 8\" refX=\"7\" refY=\"4\" markerWidth=\"7\" markerHeight=\"7\" orient=\"auto\">");
        text.Append("<path class=\"tip\" d=\"M0 0L8 4L0 8z\"/></marker></defs>\n");
        foreach (var edge in layout.Edges)
            text.Append($"<path class=\"edge{(edge.Edge.Required ? "" : " optional")}\" marker-end=\"url(#tip)\" d=\"{edge.Path}\"/>\n");
        foreach (var edge in layout.Edges)
            text.Append(
                CultureInfo.InvariantCulture,
                $"<text class=\"label\" x=\"{edge.Label.X:0.#}\" y=\"{edge.Label.Y + 4:0.#}\">{edge.Edge.Label}</text>\n");
        foreach (var node in layout.Nodes)
            Append(text, node);
        return text.Append("</svg>\n").ToString();
    }

    private static void Append(StringBuilder text, PlacedNode box)
    {
        var count = box.Node.Replicas == 1 ? "" : string.Create(CultureInfo.InvariantCulture, $" ×{box.Node.Replicas}");
        text.Append(
            CultureInfo.InvariantCulture,
            $"<g transform=\"translate({box.X:0.#} {box.Y:0.#})\"><title>{XmlText.Escaped(Tip(box.Node))}</title>");
        text.Append(CultureInfo.InvariantCulture, $"<rect class=\"box\" width=\"{box.Width:0.#}\" height=\"{box.Height:0.#}\" rx=\"10\"/>");
        text.Append($"<text class=\"name\" x=\"16\" y=\"25\">{XmlText.Escaped(Clipped(box.Node.Name + count, LongestText))}</text>");
        var letters = (int)((box.Width - 32) / 6);
        text.Append($"<text class=\"image\" x=\"16\" y=\"42\">{XmlText.Escaped(Clipped(box.Node.Image, letters))}</text></g>\n");
    }

    private static string Tip(StackNode node) => string.Join('\n', [node.Name, node.Image, .. node.Ports]);

    private static string Clipped(string text, int length) => text.Length <= length ? text : text[..(length - 1)] + "…";
}
