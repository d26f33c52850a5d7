using System.Collections.Immutable;
using Compose.Files.Checks;
using Compose.Files.Model;
using Compose.Files.Normalizing;
using Compose.Files.Values;
using Compose.Files.Yaml;

namespace Compose.Files.Binding;

/// <summary>Reads the rules of develop.watch.</summary>
public static class WatchBinder
{
    private static readonly YamlMapping None = new(default, []);

    /// <summary>The rules of `x-develop`, the old name of `develop`: no stage before expands its short forms and paths.</summary>
    public static ImmutableArray<WatchRule> OldRules(YamlMapping develop, string directory) => develop.List("watch", rule => Rule(rule
        .Map("include", AsList)
        .Map("ignore", AsList)
        .Map("path", path => path is YamlScalar text ? Absolute(text, directory) : path)));

    internal static WatchRule Rule(YamlMapping rule)
    {
        var extras = rule[WatchExtras.Key] as YamlMapping ?? None;
        return new WatchRule
        {
            Source = rule,
            Path = rule.Text("path") ?? "",
            Action = Action(rule.Text("action")),
            Target = rule.Text("target"),
            Exec = rule["exec"] is YamlMapping { Count: > 0 } exec ? HookBinder.Hook(exec) : null,
            Include = rule.Texts("include"),
            Ignore = rule.Texts("ignore"),
            InitialSync = rule.Flag("initial_sync"),
            Signal = extras.Text("signal"),
            Back = extras.Texts("back"),
            Owner = extras.Text("chown"),
        };
    }

    private static WatchAction Action(string? text) => text switch
    {
        "rebuild" => WatchAction.Rebuild,
        "restart" => WatchAction.Restart,
        "sync+restart" => WatchAction.SyncRestart,
        "sync+exec" => WatchAction.SyncExec,
        _ => WatchAction.Sync,
    };

    private static YamlScalar Absolute(YamlScalar path, string directory) =>
        YamlScalar.String(path.Span, CleanPath.Join(path.Text.StartsWith('/') ? "" : directory, path.Text));

    private static YamlNode AsList(YamlNode node) => node is YamlScalar { IsNull: false } ? new YamlSequence(node.Span, [node]) : node;
}
