using Compose.Files.Normalizing;
using Compose.Files.Yaml;

namespace Compose.Planning.Lint;

internal static class HealthChecks
{
    public static bool IsDeclared(LintService service) =>
        service.Tree.Mapping("healthcheck")?.Contains("test") == true && !IsDisabled(service);

    public static bool IsDisabled(LintService service) => service.Tree.Mapping("healthcheck") is { } check
        && (check.IsTrue("disable") || check.Items("test") is [YamlScalar { Text: "NONE" }, ..]);
}
