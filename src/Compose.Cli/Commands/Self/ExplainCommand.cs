using Compose.Cli.CommandLine;
using Compose.Cli.Hosting;
using Compose.Files.Diagnostics;
using Compose.Files.Values;

namespace Compose.Cli.Commands.Self;

/// <summary>`ncompose explain CODE`: more about a problem than fits beside it.</summary>
internal static class ExplainCommand
{
    public static CommandSpec Build() => new("explain", "Explain the code of a problem")
    {
        KnowsSwarm = true,
        OperandRule = OperandRule.AtMost(1),
        OperandUsage = "[CODE]",
        Examples = [new("What does this problem mean?", "ncompose explain NC0714"), new("All codes", "ncompose explain")],
        Run = call => Task.FromResult(Explain(call)),
    };

    private static int Explain(Invocation call)
    {
        var known = DiagnosticCatalogue.Read();
        if (call.Operands.Count == 0)
        {
            foreach (var (code, listed) in known)
                call.Terminal.PrintLine($"{code}  {listed.Title}");
            return ExitCodes.Success;
        }

        var wanted = call.Operands[0];
        if (known.TryGetValue(wanted, out var entry) || known.TryGetValue(wanted.ToUpperInvariant(), out entry))
        {
            call.Terminal.PrintLine(Text(entry));
            return ExitCodes.Success;
        }

        call.Terminal.ReportLine($"no such code: {wanted}");
        if (NearestName.Find(wanted.ToUpperInvariant(), known.Keys) is { } nearest)
            call.Terminal.ReportLine($"  = help: did you mean \"{nearest}\"?");
        return ExitCodes.Failure;
    }

    private static string Text(CatalogueEntry entry)
    {
        var example = entry.Example.Text.Replace("\n", "\n    ", StringComparison.Ordinal);
        return $"{entry.Code}: {entry.Title}\n\n{entry.Explanation}\n\nExample:\n\n    {example}";
    }
}
