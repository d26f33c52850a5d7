using System.Text.RegularExpressions;
using Compose.Files.Binding;
using Compose.Files.Diagnostics;
using Compose.Files.Ignoring;
using Compose.Files.Model;
using Compose.Files.Normalizing;
using Compose.Files.Text;
using Compose.Files.Values;
using Compose.Files.Yaml;
using Compose.Watch.Entries;

namespace Compose.Watch.Rules;

/// <summary>Makes the rules of one service, and reports those that cannot work.</summary>
internal sealed partial class RuleReading(ComposeProject project, SourceSet sources, DiagnosticBag diagnostics, Lock turn)
{
    public IEnumerable<ServiceRule> Of(Service service)
    {
        var rules = service.Watch;
        if (service is { Watch.IsEmpty: true } && service.Source["x-develop"] is YamlMapping old)
        {
            rules = WatchBinder.OldRules(old, project.Directory);
            Warn(DiagnosticCode.DeprecatedXDevelop, old.Span, "x-develop is DEPRECATED, please use the official `develop` attribute",
                "rename it to develop");
        }

        var ignoreFile = rules.IsEmpty ? null : IgnoreFile.Of(service, diagnostics);
        for (var index = 0; index < rules.Length; index++)
            if (Check(service, rules[index]) is { } rule)
                yield return Rule(service, index, rule, ignoreFile);
    }

    private ServiceRule Rule(Service service, int index, WatchRule rule, IgnoreFile? ignoreFile)
    {
        var root = Resolved(rule.Path);
        PatternList[] ignored = [StandardPatterns.Below(root), Patterns(root, rule, "ignore")];
        if (ignoreFile is not null)
            ignored = [.. ignored, ignoreFile.Patterns()];
        if (rule.IsSync)
            ignored = [.. ignored, Mounted(root, service, rule)];
        return new ServiceRule(service, index, rule, root, new RulePatterns([.. ignored], Patterns(root, rule, "include"), turn));
    }

    /// <summary>Null when the rule is left out.</summary>
    private WatchRule? Check(Service service, WatchRule rule)
    {
        var action = rule.Source["action"]?.Span ?? rule.Source.Span;
        if (rule.Action == WatchAction.Rebuild && service.Build is null)
            return Refuse(
                DiagnosticCode.RebuildWithoutBuild, action,
                $"can't watch service \"{service.Name}\" with action rebuild without a build context", "add build, or use sync or restart");
        if (rule is { Action: WatchAction.SyncExec } and not { Exec.Command.IsEmpty: false })
            return Refuse(
                DiagnosticCode.ExecWithoutCommand, action,
                $"can't watch with action \"sync+exec\" on service {service.Name} without a command", "name it in exec.command");
        var mount = rule.IsSync ? service.Volumes.FirstOrDefault(each => IsMounted(each, rule.Path)) : null;
        if (mount is not null)
        {
            Warn(DiagnosticCode.WatchedPathInBindMount, rule.Source["path"]?.Span ?? action,
                $"path '{rule.Path}' also declared by a bind mount volume, this path won't be monitored!",
                $"the container has these files at {mount.Target} already; remove the rule, or the mount");
            return null;
        }

        if (rule.InitialSync || rule.Source["x-initialSync"] is not YamlScalar { Text: "true" } old)
            return rule;
        Warn(DiagnosticCode.DeprecatedXInitialSync, old.Span,
            "x-initialSync is DEPRECATED, please use the official `initial_sync` attribute", "rename it to initial_sync");
        return rule with { InitialSync = true };
    }

    private static bool IsMounted(Mount mount, string path) =>
        mount is { Type: MountType.Bind, Source: { } source } && PathBelow.IsAtOrBelow(Resolved(source), Resolved(path));

    private static string Resolved(string path) => SymbolicLinks.ResolveAll(Path.TrimEndingDirectorySeparator(Path.GetFullPath(path)));

    /// <summary>What would be copied into a bind mount would replace files of the host, and each copy would be the next change.</summary>
    private PatternList Mounted(string root, Service service, WatchRule rule)
    {
        var target = CleanPath.Clean(rule.Target ?? "/").TrimEnd('/') + "/";
        var below = service.Volumes.Where(mount => mount.Type == MountType.Bind).Select(mount => CleanPath.Clean(mount.Target))
            .Where(path => path.Length > target.Length && path.StartsWith(target, StringComparison.Ordinal));
        var patterns = IgnoreRules.Of(below.Select(path => SpecialInPatterns().Replace(path[target.Length..], @"\$0")));
        return new PatternList(root, patterns, pattern => Place(service.Source["volumes"] ?? rule.Source, pattern.Text));
    }

    private PatternList Patterns(string root, WatchRule rule, string attribute)
    {
        var items = rule.Source[attribute] is YamlSequence sequence ? sequence.Items : [];
        var patterns = IgnoreRules.Of(items.Select(item => item is YamlScalar text ? text.Text : ""));
        return new PatternList(root, patterns, pattern => Place(items[pattern.Number - 1], pattern.Text));
    }

    private PatternPlace Place(YamlNode item, string text) => sources.TryGet(item.Span, out var source)
        ? new PatternPlace(source.Name, source.Lines.Position(item.Span.Start).Line, text)
        : new PatternPlace("", 0, text);

    private WatchRule? Refuse(DiagnosticCode code, SourceSpan span, string summary, string help)
    {
        diagnostics.Add(Diagnostic.Error(code, summary, span, "", help));
        return null;
    }

    private void Warn(DiagnosticCode code, SourceSpan span, string summary, string help) =>
        diagnostics.Add(Diagnostic.Warning(code, summary, span, "", help));

    [GeneratedRegex(@"[\\*?\[\]!]")]
    private static partial Regex SpecialInPatterns();
}
