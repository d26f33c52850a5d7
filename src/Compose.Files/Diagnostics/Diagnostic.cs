using System.Collections.Immutable;
using Compose.Files.Text;

namespace Compose.Files.Diagnostics;

/// <summary>
/// One problem of the user's input. <see cref="Summary"/> is the line that Docker Compose prints where it has one (scripts match on it);
/// <see cref="Code"/> is stable and explained by <c>ncompose explain CODE</c>.
/// </summary>
public sealed record Diagnostic(DiagnosticCode Code, Severity Severity, string Summary, Label? Primary)
{
    /// <summary>Further places: where it was overridden, included from, defined first.</summary>
    public ImmutableArray<Label> Related { get; init; } = [];

    /// <summary>What to do about it, one sentence a line.</summary>
    public string? Help { get; init; }

    /// <summary>What was probably meant, where a name is not known.</summary>
    public Suggestion? Suggestion { get; init; }

    public AttributePath? Path { get; init; }

    public static Diagnostic Error(DiagnosticCode code, string summary, SourceSpan span, string label = "", string? help = null,
        AttributePath? path = null) =>
        new(code, Severity.Error, summary, span.IsNone ? null : new Label(span, label)) { Help = help, Path = path };

    public static Diagnostic Warning(DiagnosticCode code, string summary, SourceSpan span, string label = "", string? help = null,
        AttributePath? path = null) =>
        new(code, Severity.Warning, summary, span.IsNone ? null : new Label(span, label)) { Help = help, Path = path };
}
