namespace Compose.Cli.CommandLine;

/// <summary>What Docker says of every `--format` that takes templates.</summary>
static class FormatHelp
{
    public const string Text = "Format output using a custom template: 'table' (default), 'table TEMPLATE', 'json' or a Go 'TEMPLATE' that is printed once per line";
}
