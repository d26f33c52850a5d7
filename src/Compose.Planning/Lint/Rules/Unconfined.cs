using Compose.Files.Diagnostics;
using Compose.Files.Normalizing;
using Compose.Files.Yaml;

namespace Compose.Planning.Lint.Rules;

internal sealed class Unconfined() : ServiceRule(DiagnosticCode.Unconfined, Severity.Warning)
{
    internal override void Check(LintService service, Findings findings)
    {
        foreach (var item in service.Tree.Items("security_opt"))
            if (item is YamlScalar option && (option.Text.EndsWith("unconfined", StringComparison.Ordinal) || option.Text is "label:disable" or "label=disable"))
                findings.Add(service, "security_opt", option, $"{option.Text} turns off a protection of the host", "use a profile that allows what the program needs");
    }
}
