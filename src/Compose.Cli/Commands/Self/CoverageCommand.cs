using System.CommandLine;
using System.Text;
using Compose.Cli.CommandLine;
using Compose.Cli.Hosting;

namespace Compose.Cli.Commands.Self;

/// <summary>
/// `ncompose coverage FILE`: the commands and flags that the file lists, and which of them ncompose has. docs/commands.md is its output.
/// </summary>
internal static class CoverageCommand
{
    private const string Global = "(global)";

    private sealed record Wanted(string Name, bool IsHidden);

    public static CommandSpec Build(CommandEntry[] commands) =>
        new("coverage", "Show which commands and flags of another program there are")
        {
            KnowsSwarm = true,
            OperandRule = OperandRule.Exactly(1),
            OperandUsage = "FILE",
            Run = async call =>
            {
                var lines = await File.ReadAllLinesAsync(Path.GetFullPath(call.Operands[0], call.Process.CurrentDirectory));
                call.Terminal.Print(Render(commands, lines.Where(line => line.Length > 0 && line[0] != '#')));
                return ExitCodes.Success;
            },
        };

    private static string Render(CommandEntry[] entries, IEnumerable<string> lines)
    {
        var page = new StringBuilder();
        page.Append("""
            # Commands and flags

            What Docker Compose 5.5 has, and what of it ncompose has. Made by `eng/generate.sh` from the command table and eng/docker-compose-commands.txt;
            a flag in parentheses is one that the help does not show. Commands of ncompose's own: `ncompose --help`.

            | command | state | flags | missing flags |
            |---|---|---|---|

            """);
        var (commands, flags, allCommands, allFlags) = (0, 0, 0, 0);
        foreach (var line in lines)
        {
            var parts = line.Split('\t', 2);
            var wanted = Flags(parts.Length > 1 ? parts[1] : "");
            var have = Known(entries, parts[0]);
            var (there, missing) =
                (wanted.Where(flag => have?.Contains(flag.Name) == true)
                    .ToList(), wanted.Where(flag => have?.Contains(flag.Name) != true).ToList());
            page.Append(
                $"| `{parts[0]}` | {(have is null ? "not there" : missing.Count == 0 ? "complete" : "there")} | {List(there)} | {List(missing)} |\n");
            commands += have is null || parts[0] == Global ? 0 : 1;
            allCommands += parts[0] == Global ? 0 : 1;
            flags += there.Count;
            allFlags += wanted.Count;
        }

        return page.Append($"\n{commands} of {allCommands} commands, {flags} of {allFlags} flags.\n").ToString();
    }

    private static List<Wanted> Flags(string text) =>
        [.. text.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(word => new Wanted(word.TrimStart('*'), word[0] == '*'))];

    private static string List(IEnumerable<Wanted> flags) =>
        string.Join(' ', flags.Select(flag => flag.IsHidden ? $"(`{flag.Name}`)" : $"`{flag.Name}`"));

    /// <summary>The flags that do something, in the notation of the file; null when there is no such command.</summary>
    private static HashSet<string>? Known(CommandEntry[] commands, string path)
    {
        if (path == Global)
            return [.. new GlobalFlags().All.Select(Notation)];
        var entries = commands;
        CommandEntry? entry = null;
        foreach (var word in path.Split(' '))
        {
            entry = CommandEntry.Find(entries, word);
            if (entry is null)
                return null;
            entries = [.. entry.Children];
        }

        var command = entry!.Build();
        return [.. command.Options.Where(flag => !command.Refused.Contains(flag.Name)).Select(Notation)];
    }

    private static string Notation(Option flag) => flag.Shorthand() is { } letter ? $"-{letter}/{flag.Name}" : flag.Name;
}
