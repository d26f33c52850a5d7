using Compose.Files.Environment;
using Compose.Files.Normalizing;
using Compose.Files.Yaml;

namespace Compose.Files.Merging;

/// <summary>Bare keys of `environment` lists in included files take their values from the variables of those files.</summary>
internal static class EnvironmentLists
{
    public static YamlMapping Resolve(YamlMapping tree, ComposeEnvironment environment) =>
        tree.MapMembers("services", (_, service) =>
            service.Map("environment", list => list is YamlSequence ? BareKeys.Resolve(list, environment, keepUnset: true) : list));
}
