namespace Compose.Cli.CommandLine;

/// <summary>How many operands a command takes, with the sentence for the wrong number.</summary>
internal sealed record OperandRule(int Least, int Most)
{
    public static readonly OperandRule Any = new(0, int.MaxValue);
    public static readonly OperandRule None = new(0, 0);

    public static OperandRule AtLeast(int least) => new(least, int.MaxValue);
    public static OperandRule AtMost(int most) => new(0, most);
    public static OperandRule Exactly(int count) => new(count, count);

    public string? Validate(string command, IReadOnlyList<string> operands) => this switch
    {
        { Most: 0 } when operands.Count > 0 => $"unknown command \"{operands[0]}\" for \"{command}\"",
        _ when Least == Most && operands.Count != Least => $"accepts {Least} arg(s), received {operands.Count}",
        { Least: > 0, Most: < int.MaxValue } when operands.Count < Least || operands.Count > Most =>
            $"accepts between {Least} and {Most} arg(s), received {operands.Count}",
        _ when operands.Count < Least => $"requires at least {Least} arg(s), only received {operands.Count}",
        _ when operands.Count > Most => $"accepts at most {Most} arg(s), received {operands.Count}",
        _ => null,
    };
}
