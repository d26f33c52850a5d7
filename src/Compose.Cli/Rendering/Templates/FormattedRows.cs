using System.Collections.Immutable;
using Compose.Cli.Hosting;
using Compose.Cli.Terminals;
using Compose.Planning.Naming;

namespace Compose.Cli.Rendering.Templates;

/// <summary>Prints rows by a --format of the user: a table of them, a template, or JSON line by line.</summary>
internal static class FormattedRows
{
    public static int Print(
        Terminal terminal, string format, string defaultTable, IEnumerable<TemplateValue.Fields> rows,
        IReadOnlyDictionary<string, string> headers)
    {
        var (template, problem) = OutputTemplate.Parse(format, defaultTable);
        var text = "";
        if (template is not null)
            (text, problem) = template.Render(rows, headers);
        if (problem is not null)
        {
            terminal.Report(problem);
            return ExitCodes.Failure;
        }

        terminal.Print(text!, isStyled: format.Contains('\e'));
        return ExitCodes.Success;
    }

    /// <summary>All but our own, which are there for a later plan; <see cref="LabelMethod"/> gives each that is asked for.</summary>
    public static TemplateValue Labels(Files.Model.NamedMap<string> labels) => TemplateValue.Of(string.Join(',', labels
        .Where(label => !label.Key.StartsWith(LabelNames.OwnPrefix, StringComparison.Ordinal))
        .Select(label => $"{label.Key}={label.Value}")));

    /// <summary>`.Label "name"`.</summary>
    public static ImmutableDictionary<string, Func<string, TemplateValue>> LabelMethod(Files.Model.NamedMap<string> labels) =>
        ImmutableDictionary<string, Func<string, TemplateValue>>.Empty.Add(
            "Label", name => TemplateValue.Of(labels.TryGet(name, out var value) ? value : ""));
}
