using Compose.Files.Model;
using Compose.Files.Yaml;

namespace Compose.Files.Binding;

internal static class HookBinder
{
    public static Hook Hook(YamlMapping hook) => new()
    {
        Command = hook.Texts("command"),
        Image = hook.Text("image"),
        User = hook.Text("user"),
        Privileged = hook.Flag("privileged"),
        WorkingDir = hook.Text("working_dir"),
        Environment = hook.OptionalStrings("environment"),
        PerReplica = hook.Flag("per_replica"),
        Source = hook,
    };
}
