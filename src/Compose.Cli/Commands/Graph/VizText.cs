using System.Text;
using Compose.Files.Model;
using Compose.Planning.Desired;

namespace Compose.Cli.Commands.Graph;

/// <summary>Docker Compose's description of the graph. Like there, names are put into the markup as they are.</summary>
internal sealed record VizText
{
    public const int WidestIndentation = 1000;

    public bool Image { get; init; }
    public bool Networks { get; init; }
    public bool Ports { get; init; }
    public string Indentation { get; init; } = "\t";

    public string Of(ComposeProject project)
    {
        var graph = ServiceGraph.Of(project);
        var text = new StringBuilder($"digraph \"{project.Name}\" {{\n{Indentation}layout=dot;\n");
        foreach (var service in graph.Nodes.Select(name => project.Services[name]))
            text.Append(
                $"{Indentation}\"{service.Name}\" [style=\"filled\" label=<<font point-size=\"15\">{service.Name}</font>{Facts(project, service)}>];\n");
        text.Append('\n');
        foreach (var name in graph.Nodes)
            foreach (var other in graph.DependenciesOf(name))
                text.Append($"{Indentation}\"{name}\" -> \"{other}\";\n");
        return text.Append("}\n\n").ToString();
    }

    private string Facts(ComposeProject project, Service service)
    {
        var networks = Networks ? Fact("Networks", service.Networks.Keys.Order(StringComparer.Ordinal)) : "";
        var ports = Ports ? Fact("Ports", service.Ports.Select(Port)) : "";
        return networks + ports
            + (Image ? Fact("Image", [service.Image ?? string.Join(project.Separator, project.Name, service.Name)]) : "");
    }

    private static string Fact(string name, IEnumerable<string> values)
    {
        var lines = string.Concat(values.Select(value => "<br/>" + value));
        return lines.Length == 0 ? "" : $"<font point-size=\"10\"><br/><br/><b>{name}:</b>{lines}</font>";
    }

    private static string Port(Port port) =>
        $"{(port.HostIp is { Length: > 0 } address ? address + ":" : "")}{port.Published}:{port.Target} ({port.Protocol}, {port.Mode})";
}
