using Compose.Cli.CommandLine;

namespace Compose.Cli.Completion;

/// <summary>What can stand behind a command: services, or those of them that run, or files.</summary>
internal static class OperandCandidates
{
    /// <summary>Commands that can do nothing with a service that does not run.</summary>
    private static readonly string[] NeedRunning =
        ["attach", "commit", "exec", "export", "kill", "pause", "port", "stats", "stop", "top", "wait"];

    private static readonly string[] TakeOne = ["attach", "commit", "export", "stats", "tag"];

    public static async Task<(IEnumerable<Candidate> Candidates, Directive Directive)> OfAsync(
        CommandSpec command, string path, IReadOnlyList<string> operands, string part, ProjectFacts facts)
    {
        if (!command.OperandUsage.Contains("SERVICE", StringComparison.Ordinal))
            return ([], Directive.NoFiles);
        if (path == "cp")
            return part.Contains(':', StringComparison.Ordinal) || part.StartsWith('.') || part.StartsWith('/')
                ? ([], Directive.Files)
                : (Starting(facts.Services().Select(service => service + ":")), Directive.NoSpace);
        if (path == "scale")
            return (Starting(facts.Services().Except(operands.Select(operand => operand.Split('=')[0])).Select(service => service + "=")),
                Directive.NoFiles | Directive.NoSpace);
        if (operands.Count > 0 && command.StopsAtOperand)
            return ([], Directive.Files);
        if (operands.Count > 0 && (path == "port" || TakeOne.Contains(path)))
            return ([], Directive.NoFiles);
        var services = NeedRunning.Contains(path) ? await facts.RunningAsync() ?? facts.Services() : facts.Services();
        return (Starting(services.Except(operands)), Directive.NoFiles);

        IEnumerable<Candidate> Starting(IEnumerable<string> values) =>
            values.Where(value => value.StartsWith(part, StringComparison.Ordinal)).Select(value => new Candidate(value));
    }
}
