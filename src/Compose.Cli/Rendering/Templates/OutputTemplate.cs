using System.Collections.Immutable;
using System.Text;
using Compose.Cli.Rendering.Tables;

namespace Compose.Cli.Rendering.Templates;

/// <summary>
/// `--format`: `table`, `table TEMPLATE`, `json`, or a template that is printed once per row. Names Docker's users know, errors that point
/// into the template.
/// </summary>
internal sealed class OutputTemplate
{
    private readonly string _source;
    private readonly bool _isTable;
    private readonly ImmutableArray<TemplateNode> _nodes;

    private OutputTemplate(string source, bool isTable, ImmutableArray<TemplateNode> nodes) =>
        (_source, _isTable, _nodes) = (source, isTable, nodes);

    /// <summary>The template, or what is wrong with it, in lines.</summary>
    /// <param name="format">What was given to --format.</param>
    /// <param name="defaultTable">The template of the plain table.</param>
    public static (OutputTemplate? Template, string? Problem) Parse(string format, string defaultTable)
    {
        var isTable = format.Length == 0 || format.StartsWith("table", StringComparison.Ordinal);
        var source = format switch
        {
            "" or "table" => defaultTable,
            "json" => "{{json .}}",
            _ => isTable ? format["table".Length..] : format,
        };
        source = source.Trim(' ').Replace("\\t", "\t", StringComparison.Ordinal).Replace("\\n", "\n", StringComparison.Ordinal);
        try
        {
            return (new OutputTemplate(source, isTable, new TemplateParser(new TemplateLexer(source).Run()).Run()), null);
        }
        catch (TemplateError error)
        {
            return (null, Point("template parsing error: template: :" + Line(source, error.Start) + ": " + error.Message, source, error));
        }
    }

    /// <summary>All rows as they are printed, or what went wrong with the first one that did.</summary>
    /// <param name="rows">One record per line.</param>
    /// <param name="headers">What the head of the table calls the fields.</param>
    public (string? Text, string? Problem) Render(IEnumerable<TemplateValue.Fields> rows, IReadOnlyDictionary<string, string> headers)
    {
        var text = new StringBuilder();
        try
        {
            foreach (var row in rows)
                text.Append(new TemplateEvaluation(row).Run(_nodes)).Append('\n');
            if (!_isTable)
                return (text.ToString(), null);
            var head = new TemplateValue.Fields([.. headers.Keys], name => TemplateValue.Of(headers[name]), LabelHeads);
            return (TablePrinter.Align(new TemplateEvaluation(head, isHeader: true).Run(_nodes) + "\n" + text, LeastColumn), null);
        }
        catch (TemplateError error)
        {
            return (null,
                Point($"template parsing error: template: :{Line(_source, error.Start)}:{Column(_source, error.Start)}: executing \"\" at <{Excerpt(error)}>: {error.Message}", _source, error));
        }
    }

    private const int LeastColumn = 10;

    /// <summary>`.Label "com.example.team"` is a column called team.</summary>
    private static readonly ImmutableDictionary<string, Func<string, TemplateValue>> LabelHeads =
        ImmutableDictionary<string, Func<string, TemplateValue>>.Empty.Add(
            "Label", name => TemplateValue.Of(name[(name.LastIndexOf('.') + 1)..].Replace('-', ' ').Replace('_', ' ')));

    private string Excerpt(TemplateError error) => _source.Substring(error.Start, Math.Min(error.Length, _source.Length - error.Start));

    private static string Point(string headline, string source, TemplateError error)
    {
        var start = source.LastIndexOf('\n', Math.Max(0, Math.Min(error.Start, source.Length) - 1)) + 1;
        var end = source.IndexOf('\n', Math.Min(error.Start, source.Length));
        var line = source[start..(end < 0 ? source.Length : end)].Replace('\t', ' ');
        var marks = new string('^', Math.Clamp(error.Length, 1, Math.Max(1, line.Length - (error.Start - start))));
        return $"{headline}\n  |\n  | {line}\n  | {new string(' ', error.Start - start)}{marks}\n"
            + (error.Help is null ? "" : $"  = help: {error.Help}\n");
    }

    private static int Line(string source, int offset) => source.AsSpan(0, Math.Min(offset, source.Length)).Count('\n') + 1;

    private static int Column(string source, int offset) => offset - (source.LastIndexOf('\n', Math.Max(0, offset - 1)) + 1);
}
