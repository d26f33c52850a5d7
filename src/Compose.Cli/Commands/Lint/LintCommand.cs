using Compose.Cli.CommandLine;
using Compose.Cli.Context;
using Compose.Cli.Hosting;
using Compose.Files.Diagnostics;
using Compose.Planning.Lint.Rules;

namespace Compose.Cli.Commands.Lint;

/// <summary>`lint`: what is valid and still unwise. Needs no engine.</summary>
internal static class LintCommand
{
    public const string Description = "Check the files for what is valid and still unwise";

    public static CommandSpec Build()
    {
        var format = Flag.Text("--format", null, "Format the output. Values: [text | json | sarif | github]");
        var rules = Flag.Switch("--rules", null, "List the rules, with code and default severity");
        var strict = Flag.Switch("--strict", null, "Warnings fail the command too");
        return new CommandSpec("lint", Description)
        {
            KnowsSwarm = true,
            OperandRule = OperandRule.None,
            Examples =
            [
                new("All findings of the project", "ncompose lint"),
                new("For code scanning", "ncompose lint --format sarif > lint.sarif"),
                new("What may it find?", "ncompose lint --rules"),
            ],
            Validate = call => call.Value(format) is "" or "text" or "json" or "sarif" or "github"
                ? null : $"unsupported format {GoSyntax.Quote(call.Value(format))}: values are text, json, sarif and github",
            Run = call => Task.FromResult(call.Value(rules) ? List(call) : Run(call, call.Value(format), call.Value(strict))),
        }.With(format, rules, strict);
    }

    private static int List(Invocation call)
    {
        var catalogue = DiagnosticCatalogue.Read();
        foreach (var rule in RuleSet.All)
            call.Terminal.PrintLine($"{rule.Code.Text()}  {rule.Name,-28}{Word(rule.Default),-9}{catalogue[rule.Code.Text()].Title}");
        return ExitCodes.Success;
    }

    public static string Word(Severity? severity) => severity?.ToString().ToLowerInvariant() ?? "off";

    private static int Run(Invocation call, string format, bool isStrict)
    {
        if (ProjectContext.Open(call) is not { } project)
            return ExitCodes.Failure;
        var report = LintRun.Of(project);
        report.Print(FormatOf(format, project), project.Output.Output, call.Terminal, project.Output.Workspace);
        return report.Errors > 0 || (isStrict && report.Warnings > 0) ? ExitCodes.Failure : ExitCodes.Success;
    }

    private static DiagnosticFormat FormatOf(string format, ProjectContext project) => format switch
    {
        "json" => DiagnosticFormat.Json,
        "sarif" => DiagnosticFormat.Sarif,
        "github" => DiagnosticFormat.GitHub,
        "text" => DiagnosticFormat.Text,
        _ => project.Output.Diagnostics,
    };
}
