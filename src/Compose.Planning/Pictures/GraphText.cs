using System.Text;

namespace Compose.Planning.Pictures;

/// <summary>The graph for other programs that draw: Mermaid, which Markdown shows, and DOT of Graphviz.</summary>
public static class GraphText
{
    public static string Mermaid(StackGraph graph)
    {
        var text = new StringBuilder("flowchart LR\n");
        var ids = graph.Nodes.Select((node, at) => (node.Name, Id: $"s{at}"))
            .ToDictionary(pair => pair.Name, pair => pair.Id, StringComparer.Ordinal);
        foreach (var node in graph.Nodes)
            text.Append($"    {ids[node.Name]}[\"{Mermaid(node.Name)}<br/><small>{Mermaid(node.Image)}</small>\"]\n");
        foreach (var edge in graph.Edges)
            text.Append($"    {ids[edge.From]} {(edge.Required ? "-->" : "-.->")}|{edge.Label}| {ids[edge.To]}\n");
        return text.ToString();
    }

    public static string Dot(StackGraph graph)
    {
        var text = new StringBuilder($"digraph {Quoted(graph.Project)} {{\n    rankdir=LR;\n");
        text.Append("    node [shape=box style=\"rounded,filled\" fillcolor=\"#f4f6f8\" color=\"#c3cad3\" fontname=\"sans-serif\"];\n");
        text.Append("    edge [color=\"#8892a0\" fontname=\"sans-serif\" fontsize=10];\n");
        foreach (var node in graph.Nodes)
            text.Append($"    {Quoted(node.Name)} [label={Quoted(node.Name + "\n" + node.Image)}];\n");
        foreach (var edge in graph.Edges)
            text.Append(
                $"    {Quoted(edge.From)} -> {Quoted(edge.To)} [label={Quoted(edge.Label)}{(edge.Required ? "" : " style=dashed")}];\n");
        return text.Append("}\n").ToString();
    }

    private static string Quoted(string text) =>
        "\"" + text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)
            .Replace("\n", "\\n", StringComparison.Ordinal) + "\"";

    /// <summary>Mermaid reads entities with `#` in place of `&amp;`.</summary>
    private static string Mermaid(string text) =>
        text.Replace("#", "#35;", StringComparison.Ordinal).Replace("\"", "#quot;", StringComparison.Ordinal)
        .Replace("<", "#lt;", StringComparison.Ordinal).Replace(">", "#gt;", StringComparison.Ordinal);
}
