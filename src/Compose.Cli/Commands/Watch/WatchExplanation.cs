using Compose.Files.Model;
using Compose.Files.Text;
using Compose.Watch.Rules;

namespace Compose.Cli.Commands.Watch;

/// <summary>What one rule decides about a path, for `watch --explain`.</summary>
internal static class WatchExplanation
{
    public static string Of(RuleVerdict verdict, SourceSet sources)
    {
        var rule = verdict.Rule;
        var where = sources.TryGet(rule.Span, out var source) ? $" ({source.Name}:{source.Lines.Position(rule.Span.Start).Line})" : "";
        var head = $"{rule.Service.Name}, rule {rule.Index + 1}{where}: ";
        var pattern = verdict.Pattern is not { } place ? ""
            : place.Line > 0 ? $" [{place.File}:{place.Line}: {place.Text}]" : $" [{place.Text}]";
        return $"{head}{(verdict.Matches ? Effect(verdict) : "nothing")}, because {verdict.Reason.TrimEnd('.')}{pattern}";
    }

    private static string Effect(RuleVerdict verdict)
    {
        var copy = $"copy to {verdict.ContainerPath}";
        return verdict.Rule.Rule.Action switch
        {
            WatchAction.Sync => copy,
            WatchAction.SyncRestart => copy + (verdict.Rule.Rule.Signal is { } signal ? $", then {signal}" : ", then restart"),
            WatchAction.SyncExec => copy + ", then run " + string.Join(' ', verdict.Rule.Rule.Exec?.Command ?? []),
            WatchAction.Restart => verdict.Rule.Rule.Signal ?? "restart",
            _ => "rebuild",
        };
    }
}
