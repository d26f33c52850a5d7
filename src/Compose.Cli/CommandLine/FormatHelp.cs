namespace Compose.Cli.CommandLine;

/// <summary>The help of every `--format` flag that takes a template.</summary>
internal static class FormatHelp
{
    public const string Text =
        "Format output using a custom template: 'table' with column headers, 'table TEMPLATE' with columns of one's own, "
        + "'json' line by line, or a Go template that is printed for each row";
}
