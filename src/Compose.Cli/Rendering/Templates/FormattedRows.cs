using System.Collections.Immutable;
using Compose.Cli.Stack;

namespace Compose.Cli.Rendering.Templates;

/// <summary>Prints rows by a --format of the user: a table of them, a template, or JSON line by line.</summary>
static class FormattedRows
{
    public static int Print(StackRun run, string format, string defaultTable, IEnumerable<TemplateValue.Fields> rows, IReadOnlyDictionary<string, string> headers)
    {
        var (template, problem) = OutputTemplate.Parse(format, defaultTable);
        var text = "";
        if (template is not null)
            (text, problem) = template.Render(rows, headers);
        if (problem is not null)
        {
            run.Terminal.Report(problem);
            return ExitCodes.Failure;
        }

        run.Terminal.Print(text!);
        return ExitCodes.Success;
    }

    public static TemplateValue Labels(Files.Model.NamedMap<string> labels) =>
        TemplateValue.Of(string.Join(',', labels.Select(label => $"{label.Key}={label.Value}")));

    /// <summary>`.Label "name"`.</summary>
    public static ImmutableDictionary<string, Func<string, TemplateValue>> LabelMethod(Files.Model.NamedMap<string> labels) =>
        ImmutableDictionary<string, Func<string, TemplateValue>>.Empty.Add("Label", name => TemplateValue.Of(labels.TryGet(name, out var value) ? value : ""));
}
