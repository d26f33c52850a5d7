using Compose.Files.Diagnostics;

namespace Compose.Planning.Lint;

/// <summary>A rule that looks at each service and each job by itself.</summary>
public abstract class ServiceRule(DiagnosticCode code, Severity? severity) : LintRule(code, severity)
{
    internal sealed override void Check(LintProject project, Findings findings)
    {
        foreach (var service in project.Services)
            Check(service, findings);
    }

    internal abstract void Check(LintService service, Findings findings);
}
