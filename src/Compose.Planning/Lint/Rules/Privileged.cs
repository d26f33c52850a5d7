using Compose.Files.Diagnostics;
using Compose.Files.Normalizing;

namespace Compose.Planning.Lint.Rules;

internal sealed class Privileged() : ServiceRule(DiagnosticCode.Privileged, Severity.Warning)
{
    internal override void Check(LintService service, Findings findings)
    {
        if (service.Tree.IsTrue("privileged"))
            findings.Add(service, "privileged", service.Tree["privileged"], "a privileged container has all rights on the host",
                "name the capabilities (cap_add) and devices that it needs");
    }
}
