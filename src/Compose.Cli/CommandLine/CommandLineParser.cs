using System.CommandLine;
using Compose.Cli.Hosting;
using Compose.Files.Values;

namespace Compose.Cli.CommandLine;

/// <summary>
/// From arguments to an invocation, a page of help, or what is wrong with them. Only the named command's flags are ever built.
/// </summary>
internal sealed class CommandLineParser(ProcessContext process, CommandEntry[] commands)
{
    private const string Help = "help";
    private readonly GlobalFlags _flags = new();

    /// <summary>Exactly one of the members is there.</summary>
    public sealed record Outcome(Invocation? Invocation = null, string? Help = null, UsageError? Error = null);

    public Outcome Parse(IReadOnlyList<string> args)
    {
        var global = new FlagReader(args, 0, _flags.All, stopsAtOperand: true, "");
        if (global.Read() is { } error)
            return new Outcome(Error: error);
        if (global.Operands.Count > 0)
            return new Outcome(Error: Unknown(commands, "", global.Operands[0]));
        if (global.WantsHelp)
            return new Outcome(Help: Page.OfProduct(_flags.All, commands));
        if (_flags.AsksForVersion(global.Tokens))
            return ParseCommand(CommandEntry.Find(commands, "version")!, "version", [], 0, []);
        if (global.Next == args.Count)
            return new Outcome(Help: Page.OfProduct(_flags.All, commands));

        // `help up` is `up --help`.
        return args[global.Next] == Help ? Parse([.. args.Take(global.Next), .. args.Skip(global.Next + 1), "--help"])
            : Descend(commands, "", args, global.Next, global.Tokens);
    }

    private HelpPage Page => new(process.Program, process.Terminal.OutputIsTerminal ? process.Terminal.Size().Width : 80);

    private Outcome Descend(CommandEntry[] entries, string parent, IReadOnlyList<string> args, int at, List<string> tokens)
    {
        if (CommandEntry.Find(entries, args[at]) is not { } entry)
            return new Outcome(Error: Unknown(entries, parent, args[at]));
        var path = parent.Length == 0 ? entry.Name : parent + " " + entry.Name;
        if (entry.Children.Length == 0)
            return ParseCommand(entry, path, args, at + 1, tokens);

        var reader = new FlagReader(args, at + 1, _flags.Everywhere, stopsAtOperand: true, path);
        if (reader.Read() is { } error)
            return new Outcome(Error: error);
        return reader.WantsHelp || reader.Next == args.Count
            ? new Outcome(Help: Page.OfGroup(path, entry, _flags.Everywhere))
            : Descend([.. entry.Children], path, args, reader.Next, [.. tokens, .. reader.Tokens]);
    }

    private Outcome ParseCommand(CommandEntry entry, string path, IReadOnlyList<string> args, int at, List<string> tokens)
    {
        var command = entry.Build();
        var reader = new FlagReader(args, at, command.Options.Concat(_flags.Everywhere), command.StopsAtOperand, path);
        if (reader.Read() is { } error)
            return new Outcome(Error: error);
        reader.TakeRest();
        if (reader.WantsHelp)
            return new Outcome(Help: Page.OfCommand(path, entry, command, _flags.Everywhere));
        if (command.OperandRule.Validate($"{process.Program} {path}", reader.Operands) is { } invalid)
            return new Outcome(Error: new UsageError(invalid, path));

        var parsed = Bind(
            [.. tokens.Where(token => !IsSaidAgain(token, reader)), command.Name, .. reader.Tokens, "--", .. reader.Operands], command);
        return new Outcome(new Invocation(command, parsed, _flags.Read(parsed), _flags.Docker.Apply(parsed, process)));
    }

    /// <summary>A flag that may stand before and after the command counts where it stands last.</summary>
    private bool IsSaidAgain(string token, FlagReader later) =>
        _flags.Everywhere.Any(
            flag => token.StartsWith(flag.Name + "=", StringComparison.Ordinal)
                && later.Tokens.Any(other => other.StartsWith(flag.Name + "=", StringComparison.Ordinal)));

    private ParseResult Bind(List<string> tokens, CommandSpec command)
    {
        // Not a RootCommand: it comes with a help option whose text is looked up by reflection, and none of what it comes with is used
        // here.
        var root = new Command("ncompose");
        foreach (var flag in _flags.All)
            root.Options.Add(flag);
        foreach (var flag in _flags.Everywhere)
            flag.Recursive = true;
        root.Subcommands.Add(command);
        return root.Parse(tokens, new ParserConfiguration { EnablePosixBundling = false, ResponseFileTokenReplacer = null });
    }

    /// <summary>Docker Compose's sentence under its name, because scripts match on it.</summary>
    private UsageError Unknown(CommandEntry[] entries, string parent, string name)
    {
        var nearest = NearestName.Find(name, entries.Where(entry => !entry.Hidden).SelectMany(entry => entry.Aliases.Add(entry.Name)));
        var path = parent.Length == 0 ? name : $"{parent} {name}";
        return new UsageError(
            process.IsDockerCompose ? $"unknown docker command: \"compose {path}\""
                : $"unknown command \"{path}\" for \"{process.Program}\"", parent, nearest);
    }
}
