using Compose.Files.Diagnostics;

namespace Compose.Planning.Lint;

/// <summary>One question that `ncompose lint` asks about the files. Its code names it: NC1601 LatestTag is `latest-tag`.</summary>
public abstract class LintRule(DiagnosticCode code, Severity? severity)
{
    public DiagnosticCode Code { get; } = code;
    public string Name { get; } = code.RuleName();

    /// <summary>Unless the project sets another; null is off.</summary>
    public Severity? Default { get; } = severity;

    internal abstract void Check(LintProject project, Findings findings);
}
