using Compose.Files.Checks;
using Compose.Files.Diagnostics;
using Compose.Files.Yaml;

namespace Compose.Planning.Lint;

/// <summary>`x-ncompose.lint` of the project and of a service; that of the service counts.</summary>
internal sealed class LintSettings(YamlMapping tree)
{
    public Severity? SeverityOf(LintRule rule, LintService service, bool isUncertain = false) =>
        LintExtra.TryRead(service.Tree, rule.Code, out var severity) || LintExtra.TryRead(tree, rule.Code, out severity) ? severity
        : isUncertain && rule.Default is not null ? Severity.Note : rule.Default;

    public Severity? SeverityOf(LintRule rule) => LintExtra.TryRead(tree, rule.Code, out var severity) ? severity : rule.Default;
}
