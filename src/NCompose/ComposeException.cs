using System.Text;

namespace NCompose;

/// <summary>
/// Something did not work: the files are wrong, the engine refused, or a step of a run failed. The message has the whole explanation.
/// </summary>
public sealed class ComposeException : Exception
{
    /// <summary>For a failure without problems of files and without steps.</summary>
    public ComposeException(string message, Exception? cause = null)
        : base(message, cause)
    {
    }

    internal ComposeException(IReadOnlyList<ComposeDiagnostic> diagnostics)
        : base(string.Join('\n', diagnostics.Where(problem => problem.Severity == ComposeSeverity.Error).Select(Text))) =>
        Diagnostics = diagnostics;

    internal ComposeException(IReadOnlyList<StepFailure> failures, bool isRolledBack)
        : base(Text(failures, isRolledBack)) => (Failures, IsRolledBack) = (failures, isRolledBack);

    /// <summary>The problems of the files.</summary>
    public IReadOnlyList<ComposeDiagnostic> Diagnostics { get; } = [];

    /// <summary>The steps that failed.</summary>
    public IReadOnlyList<StepFailure> Failures { get; } = [];

    /// <summary>The run was an update, and the containers from before it run again.</summary>
    public bool IsRolledBack { get; }

    private static string Text(ComposeDiagnostic problem) =>
        problem.Help is null ? problem.ToString() : $"{problem}\n  help: {problem.Help}";

    private static string Text(IReadOnlyList<StepFailure> failures, bool isRolledBack)
    {
        var text = new StringBuilder();
        foreach (var failure in failures)
        {
            text.Append(text.Length > 0 ? "\n" : "").Append(failure.Message);
            foreach (var detail in failure.Details)
                text.Append("\n  ").Append(detail);
        }

        return text.Append(isRolledBack ? "\nThe previous containers were restored." : "").ToString();
    }
}
