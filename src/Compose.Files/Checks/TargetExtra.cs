using Compose.Files.Diagnostics;
using Compose.Files.Model;
using Compose.Files.Normalizing;
using Compose.Files.Text;
using Compose.Files.Values;
using Compose.Files.Yaml;

namespace Compose.Files.Checks;

/// <summary>`x-ncompose.target` of the project. Only ncompose reads it.</summary>
internal static class TargetExtra
{
    private const string Key = "target";

    public static DeployTarget? Of(YamlMapping tree) => TargetName.Parse(tree.Mapping(WatchExtras.Key)?.Text(Key));

    public static void Check(YamlMapping tree, DiagnosticBag diagnostics)
    {
        if (tree.Mapping(WatchExtras.Key)?[Key] is { } node && Of(tree) is null)
            diagnostics.Add(Diagnostic.Error(
                DiagnosticCode.InvalidTarget, $"{WatchExtras.Key}.{Key} must be {TargetName.Expected}", node.Span, "not a target",
                path: AttributePath.Of(WatchExtras.Key, Key)));
    }
}
