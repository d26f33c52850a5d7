using Compose.Files.Model;
using Compose.Files.Yaml;

namespace Compose.Files.Binding;

internal static class WatchBinder
{
    private static readonly YamlMapping s_none = new(default, []);

    public static WatchRule Rule(YamlMapping rule)
    {
        var extras = rule["x-ncompose"] as YamlMapping ?? s_none;
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
}
