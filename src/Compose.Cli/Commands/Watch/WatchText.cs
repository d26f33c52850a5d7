using Compose.Cli.CommandLine;
using Compose.Cli.Rendering.Diagnostics;
using Compose.Cli.Terminals;
using Compose.Files.Diagnostics;
using Compose.Files.Text;

namespace Compose.Cli.Commands.Watch;

/// <summary>The sentences of Docker Compose, which scripts know, and failures at the line of their rule.</summary>
internal static class WatchText
{
    /// <summary>Null for what is not shown as text.</summary>
    public static string? Of(WatchEvent happened) => happened.Kind switch
    {
        WatchEventKind.Enabled => "Watch enabled",
        WatchEventKind.Disabled => "Watch disabled",
        WatchEventKind.Syncing => $"Syncing service {Name(happened)} after {happened.Changes} changes were detected",
        WatchEventKind.Rebuilding => $"Rebuilding service(s) [{Name(happened)}] after changes were detected...",
        WatchEventKind.Built => $"service(s) [{Name(happened)}] successfully built",
        WatchEventKind.Restarted => $"service(s) [{Name(happened)}] restarted",
        WatchEventKind.Signaled => $"service(s) [{Name(happened)}] received {happened.Rule?.Rule.Signal}",
        WatchEventKind.FetchedBack => $"{happened.Text} was changed in the container and copied to the host",
        WatchEventKind.Output or WatchEventKind.Notice or WatchEventKind.Planned => happened.Text,
        _ => null,
    };

    public static Diagnostic Failure(WatchEvent failed) =>
        Diagnostic.Warning(DiagnosticCode.WatchActionFailed, failed.Text ?? "", failed.Rule?.Span ?? SourceSpan.None, "this rule");

    public static string Report(WatchEvent failed, SourceSet sources, Style style) =>
        DiagnosticText.Render(DiagnosticReport.Of([Failure(failed)], sources), style);

    private static string Name(WatchEvent happened) => GoSyntax.Quote(happened.Service ?? "");
}
