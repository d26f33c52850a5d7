using Compose.Files.Diagnostics;
using Compose.Files.Normalizing;
using Compose.Files.Yaml;

namespace Compose.Planning.Lint.Rules;

internal sealed class Unconfined() : ServiceRule(DiagnosticCode.Unconfined, Severity.Warning)
{
    internal override void Check(LintService service, Findings findings)
    {
        foreach (var item in service.Tree.Items("security_opt"))
            if (item is YamlScalar option && TurnsOff(option.Text))
                findings.Add(service, "security_opt", option, $"{option.Text} turns off a protection of the host",
                    "use a profile that allows what the program needs");
    }

    private static bool TurnsOff(string option) =>
        option.EndsWith("unconfined", StringComparison.Ordinal) || option is "label:disable" or "label=disable";
}
