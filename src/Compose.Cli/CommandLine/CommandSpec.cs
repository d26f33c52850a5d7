using System.Collections.Immutable;
using System.CommandLine;
using Compose.Cli.Hosting;

namespace Compose.Cli.CommandLine;

/// <summary>
/// A command with its flags, its operands and what it runs. Built only when it is the one that was named (or its help is wanted).
/// </summary>
internal sealed class CommandSpec : Command
{
    public CommandSpec(string name, string description) : base(name, description) => Arguments.Add(Operands);

    /// <summary>What follows the flags, in the words of the usage line: "SERVICE COMMAND [ARGS...]".</summary>
    public string OperandUsage { get; init; } = "";

    public OperandRule OperandRule { get; init; } = OperandRule.Any;

    /// <summary>Whatever follows the first operand belongs to the command that is run in the container (exec, run).</summary>
    public bool StopsAtOperand { get; init; }

    /// <summary>
    /// What the command makes gets its names from the files and from the project's name, which has to be right as it is given.
    /// </summary>
    public bool RequiresValidProjectName { get; init; }

    /// <summary>
    /// The command does on a swarm what it does on an engine, or the target makes no difference. All others are refused there.
    /// </summary>
    public bool KnowsSwarm { get; init; }

    /// <summary>What to do on a swarm in place of a command that a swarm has no use for.</summary>
    public string RefusedOnSwarm { get; init; } = "";

    /// <summary>Flags that are known, and what they ask for is not there yet: most are refused with a sentence.</summary>
    public ImmutableArray<string> Refused { get; init; } = [];

    public ImmutableArray<Example> Examples { get; init; } = [];

    /// <summary>
    /// The sentence about flags that contradict each other, or that have values they cannot have; nothing is read before it is asked.
    /// </summary>
    public Func<Invocation, string?> Validate { get; init; } = _ => null;

    public Func<Invocation, Task<int>> Run { get; init; } = _ => Task.FromResult(ExitCodes.Success);

    public Argument<string[]> Operands { get; } = new("operands") { Arity = ArgumentArity.ZeroOrMore, DefaultValueFactory = _ => [] };

    /// <summary>Collection initializers add flags.</summary>
    public CommandSpec With(params ReadOnlySpan<Option> flags)
    {
        foreach (var flag in flags)
            Options.Add(flag);
        return this;
    }
}
