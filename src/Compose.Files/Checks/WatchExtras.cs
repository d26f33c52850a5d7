using Compose.Files.Diagnostics;
using Compose.Files.Normalizing;
using Compose.Files.Text;
using Compose.Files.Values;
using Compose.Files.Yaml;

namespace Compose.Files.Checks;

/// <summary>`x-ncompose` in a rule of develop.watch, and `x-ncompose.watch` of the project. Only ncompose reads them.</summary>
internal static class WatchExtras
{
    public const string Key = "x-ncompose";
    private const long ShortestPoll = 50_000_000;
    private static readonly string[] OfRule = ["signal", "back", "chown"];
    private static readonly string[] OfProject = ["poll"];

    public static void CheckProject(YamlMapping tree, DiagnosticBag diagnostics)
    {
        if (tree.Mapping(Key)?["watch"] is not { } node)
            return;
        var extras = new Problems(AttributePath.Of(Key, "watch"), diagnostics);
        if (node is not YamlMapping watch)
        {
            extras.Add(node.Span, "must be a mapping", null);
            return;
        }

        extras.CheckKeys(watch, OfProject);
        if (watch["poll"] is { } poll && !IsInterval(poll))
            extras.Add(poll.Span, "poll must be a duration of at least 50ms", "write for example `poll: 500ms`");
    }

    public static void CheckRule(AttributePath path, YamlMapping rule, DiagnosticBag diagnostics)
    {
        if (rule[Key] is not { } node)
            return;
        var extras = new Problems(path / Key, diagnostics);
        if (node is not YamlMapping mapping)
        {
            extras.Add(node.Span, "must be a mapping", null);
            return;
        }

        extras.CheckKeys(mapping, OfRule);
        var action = rule.Text("action") ?? "";
        var isSync = action.StartsWith("sync", StringComparison.Ordinal);
        var isRestart = action.EndsWith("restart", StringComparison.Ordinal);
        if (mapping["signal"] is { } signal && !(isRestart && IsSignal(signal)))
            extras.Add(signal.Span, "signal must be the name of a signal, in a rule that restarts", "write for example `signal: SIGHUP`");
        if (mapping["back"] is { } back && !(isSync && back is YamlSequence { Items: var files } && files.All(IsFileName)))
            extras.Add(back.Span, "back must be a list of paths below the path of the rule, in a rule that syncs", "write `back: [FILE]`");
        if (mapping["chown"] is { } owner && !(isSync && IsOwner(owner)))
            extras.Add(owner.Span, "chown must be USER or USER:GROUP, in a rule that syncs", "write for example `chown: app:app`");
    }

    private static bool IsInterval(YamlNode node) =>
        node is YamlScalar text && GoDuration.TryParse(text.Text, out var interval, out _) && interval >= ShortestPoll;

    private static bool IsSignal(YamlNode node) =>
        node is YamlScalar { Text: { Length: > 0 } name }
            && name.All(c => char.IsAsciiLetterUpper(c) || char.IsAsciiDigit(c) || c is '+' or '-');

    private static bool IsFileName(YamlNode node) =>
        node is YamlScalar { Text: { Length: > 0 } path } && path[0] != '/' && !path.Split('/').Contains("..") && !path.Contains('*');

    private static bool IsOwner(YamlNode node) =>
        node is YamlScalar { Text: var owner } && owner.Split(':') is { Length: 1 or 2 } parts
            && parts.All(part => part.Length > 0 && !part.Any(char.IsWhiteSpace));

    private sealed class Problems(AttributePath path, DiagnosticBag diagnostics)
    {
        public void CheckKeys(YamlMapping mapping, string[] known)
        {
            foreach (var entry in mapping.Entries.Where(entry => !known.Contains(entry.Key)))
            {
                var nearest = NearestName.Find(entry.Key, known);
                Add(entry.KeySpan, $"there is no \"{entry.Key}\"",
                    nearest is null ? $"ncompose knows {string.Join(", ", known)}" : $"did you mean \"{nearest}\"?",
                    Suggestion.Of(entry.Key, nearest));
            }
        }

        public void Add(SourceSpan span, string problem, string? help, Suggestion? suggestion = null) =>
            diagnostics.Add(Diagnostic.Error(DiagnosticCode.InvalidWatchSetting, $"{path}: {problem}", span, "", help, path) with
            {
                Suggestion = suggestion
            });
    }
}
