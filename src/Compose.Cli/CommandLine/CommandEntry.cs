using System.Collections.Immutable;

namespace Compose.Cli.CommandLine;

/// <summary>What the list of commands needs to know of one: its flags are built only when it is wanted.</summary>
internal sealed record CommandEntry(string Name, string Summary, Func<CommandSpec> Build)
{
    public ImmutableArray<string> Aliases { get; init; } = [];

    /// <summary>Sub-commands: `bridge convert`. A group by itself does nothing but print its help.</summary>
    public ImmutableArray<CommandEntry> Children { get; init; } = [];

    public bool Hidden { get; init; }

    public static CommandEntry? Find(CommandEntry[] entries, string name) => Array.Find(entries, entry => entry.Answers(name));

    public bool Answers(string name) => Name == name || Aliases.Contains(name);
}
