using System.CommandLine;
using System.Text;

namespace Compose.Cli.CommandLine;

/// <summary>Help in the layout of Docker's command line: usage, one sentence, flags in a column, examples.</summary>
internal sealed class HelpPage(string product, int width)
{
    public string OfProduct(IEnumerable<Option> flags, IEnumerable<CommandEntry> entries)
    {
        var page = new StringBuilder();
        page.Append($"Usage:  {product} [OPTIONS] COMMAND\n\nDefine and run multi-container applications with Docker\n");
        AppendFlags(page, flags);
        var shown = entries.Where(entry => !entry.Hidden).OrderBy(entry => entry.Name, StringComparer.Ordinal).ToList();
        AppendEntries(page, "Management Commands", shown.Where(entry => entry.Children.Length > 0).ToList());
        AppendEntries(page, "Commands", shown.Where(entry => entry.Children.Length == 0).ToList());
        page.Append($"\nRun '{product} COMMAND --help' for more information on a command.\n");
        return page.ToString();
    }

    public string OfGroup(string path, CommandEntry group, IEnumerable<Option> flags)
    {
        var page = new StringBuilder();
        page.Append($"Usage:  {product} {path} COMMAND\n\n{group.Summary}\n");
        AppendFlags(page, flags);
        AppendEntries(page, "Management Commands", group.Children.Where(entry => entry.Children.Length > 0).ToList());
        AppendEntries(page, "Commands", group.Children.Where(entry => entry.Children.Length == 0).ToList());
        page.Append($"\nRun '{product} {path} COMMAND --help' for more information on a command.\n");
        return page.ToString();
    }

    public string OfCommand(string path, CommandEntry entry, CommandSpec command, IEnumerable<Option> shared)
    {
        var page = new StringBuilder();
        page.Append($"Usage:  {product} {path} [OPTIONS]{Operands(path, command)}\n\n{command.Description}\n");
        if (entry.Aliases.Length > 0)
            page.Append(
                $"\nAliases:\n  {product} {string.Join($", {product} ", [path, .. entry.Aliases.Select(alias => Sibling(path, alias))])}\n");
        AppendFlags(page, command.Options.Concat(shared));
        if (command.Examples.Length > 0)
            page.Append("\nExamples:\n");
        foreach (var example in command.Examples)
            page.Append($"  # {example.Purpose}\n  $ {example.Line.Replace("ncompose ", product + " ", StringComparison.Ordinal)}\n");
        return page.ToString();
    }

    /// <summary>A command with two forms has a line for each.</summary>
    private string Operands(string path, CommandSpec command) =>
        command.OperandUsage.Length > 0
            ? " " + command.OperandUsage.Replace("\n", $"\n        {product} {path} [OPTIONS] ", StringComparison.Ordinal) : "";

    private static string Sibling(string path, string alias) =>
        path.Contains(' ', StringComparison.Ordinal) ? path[..(path.LastIndexOf(' ') + 1)] + alias : alias;

    private static void AppendEntries(StringBuilder page, string title, List<CommandEntry> entries)
    {
        if (entries.Count == 0)
            return;
        page.Append($"\n{title}:\n");
        var column = Math.Max(12, entries.Max(entry => entry.Name.Length) + 2);
        foreach (var entry in entries)
            page.Append($"  {entry.Name.PadRight(column)}{entry.Summary}\n");
    }

    private void AppendFlags(StringBuilder page, IEnumerable<Option> flags)
    {
        var rows = flags.Where(flag => !flag.Hidden).OrderBy(flag => flag.Name, StringComparer.OrdinalIgnoreCase)
            .Select(flag => (Left: Left(flag), Right: flag.DescriptionWithDefault())).ToList();
        if (rows.Count == 0)
            return;
        page.Append("\nOptions:\n");
        var column = rows.Max(row => row.Left.Length) + 3;
        foreach (var (left, right) in rows)
        {
            page.Append(left.PadRight(column));
            AppendWrapped(page, right, column, Math.Max(24, Math.Min(width, 120) - column));
        }
    }

    private static string Left(Option flag) =>
        (flag.Shorthand() is { } letter ? $"  -{letter}, " : "      ") + flag.Name + (flag.HelpName is { } kind ? " " + kind : "");

    private static void AppendWrapped(StringBuilder page, string text, int indent, int width)
    {
        var used = 0;
        foreach (var word in text.Split(' '))
        {
            if (used > 0 && used + 1 + word.Length > width)
            {
                page.Append('\n').Append(' ', indent);
                used = 0;
            }

            page.Append(used > 0 ? " " : "").Append(word);
            used += word.Length + (used > 0 ? 1 : 0);
        }

        page.Append('\n');
    }
}
