using System.Text.Encodings.Web;
using System.Text.Json;
using Compose.Cli.CommandLine;
using Compose.Cli.Hosting;
using Compose.Cli.Terminals;
using Compose.Files.Diagnostics;
using Compose.Files.Text;
using Compose.Host.Terminals;

namespace Compose.Cli.Rendering.Diagnostics;

/// <summary>Says on standard error what went wrong, in the form that was asked for.</summary>
internal sealed class Reporter(Terminal terminal, OutputSettings settings)
{
    private readonly List<string> _problems = [];

    /// <summary>The errors so far, for the reports of a pipeline.</summary>
    public IReadOnlyList<string> Problems => _problems;

    /// <summary>Called before an error is reported.</summary>
    public Action OnFailure { get; set; } = () => { };

    /// <summary>Prints a sentence and is the exit code of a failure, so that a command can `return reporter.Fail(…)`.</summary>
    public int Fail(string message, string? help = null)
    {
        _problems.Add(message);
        OnFailure();
        if (settings.Progress == ProgressMode.Json)
        {
            WriteJson(message);
            return ExitCodes.Failure;
        }

        terminal.ReportLine(settings.Error.BoldRed(Shown(message)), isStyled: true);
        if (help is not null)
            terminal.ReportLine("  " + settings.Error.Cyan("= help: ") + Shown(help), isStyled: true);
        return ExitCodes.Failure;
    }

    public void Warn(string message)
    {
        if (settings.Progress == ProgressMode.Json)
            WriteJson(message, isError: false);
        else
            terminal.ReportLine(settings.Error.BoldYellow("warning: ") + Shown(message), isStyled: true);
    }

    /// <summary>With --progress json everything on standard error is JSON, one object per line; --diagnostics has its own forms.</summary>
    public void Report(IReadOnlyCollection<Diagnostic> diagnostics, SourceSet sources)
    {
        var report = DiagnosticReport.Of(diagnostics, sources);
        _problems.AddRange(report.Problems.Where(problem => problem.Severity == Severity.Error).Select(report.Sentence));
        if (report.Errors > 0)
            OnFailure();
        if (settings.Progress != ProgressMode.Json || settings.Diagnostics != DiagnosticFormat.Text)
            report.Write(settings.Diagnostics, settings.Error, terminal, settings.Workspace);
        else
            foreach (var problem in report.Problems)
                WriteJson(problem.Summary, problem.Severity == Severity.Error);
    }

    private string Shown(string text) => terminal.ErrorIsTerminal ? TerminalText.Clean(text) : text;

    private void WriteJson(string message, bool isError = true)
    {
        using (var writer = new Utf8JsonWriter(
            terminal.Error, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            writer.WriteStartObject();
            if (isError)
                writer.WriteBoolean("error", true);
            else
                writer.WriteString("level", "warning");
            writer.WriteString(isError ? "message" : "msg", message);
            writer.WriteEndObject();
        }

        terminal.Error.Write("\n"u8);
        terminal.Error.Flush();
    }
}
