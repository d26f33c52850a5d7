using Compose.Files.Diagnostics;
using Compose.Files.Normalizing;

namespace Compose.Planning.Lint.Rules;

internal sealed class NoMemoryLimit() : ServiceRule(DiagnosticCode.NoMemoryLimit, null)
{
    internal override void Check(LintService service, Findings findings)
    {
        var limits = service.Tree.Mapping("deploy")?.Mapping("resources")?.Mapping("limits");
        if (!service.IsProvided && !service.Tree.Contains("mem_limit") && limits?.Contains("memory") != true)
            findings.Add(service, "mem_limit", service.NameSpan, "the service may use all memory of the host",
                "set mem_limit, or deploy.resources.limits.memory");
    }
}
