using Compose.Cli.CommandLine;
using Compose.Cli.Explanations;
using Compose.Cli.Hosting;
using Compose.Files.Values;

namespace Compose.Cli.Commands.Self;

/// <summary>`ncompose explain CODE`: more about a problem than fits beside it.</summary>
internal static class ExplainCommand
{
    public static CommandSpec Build() => new("explain", "Explain the code of a problem")
    {
        OperandRule = OperandRule.AtMost(1),
        OperandUsage = "[CODE]",
        Examples = [new("What does this problem mean?", "ncompose explain NC0714"), new("All codes", "ncompose explain")],
        Run = call => Task.FromResult(Explain(call)),
    };

    private static int Explain(Invocation call)
    {
        var known = ProblemCatalog.Read();
        if (call.Operands.Count == 0)
        {
            foreach (var (code, entry) in known)
                call.Terminal.PrintLine($"{code}  {entry.Title}");
            return ExitCodes.Success;
        }

        var wanted = call.Operands[0];
        if (known.TryGetValue(wanted, out var problem) || known.TryGetValue(wanted.ToUpperInvariant(), out problem))
        {
            call.Terminal.PrintLine($"{problem.Code}: {problem.Title}\n\n{problem.Text}");
            return ExitCodes.Success;
        }

        call.Terminal.ReportLine($"no such code: {wanted}");
        if (NearestName.Find(wanted.ToUpperInvariant(), known.Keys) is { } nearest)
            call.Terminal.ReportLine($"  = help: did you mean \"{nearest}\"?");
        return ExitCodes.Failure;
    }
}
