using Compose.Files.Diagnostics;
using Compose.Files.Text;
using Compose.Files.Yaml;

namespace Compose.Planning.Lint;

/// <summary>Takes what one rule finds and gives it the severity that the project has set.</summary>
internal sealed class Findings(LintRule rule, LintSettings settings, DiagnosticBag found)
{
    /// <summary>A value that an anchor or a range of ports brings to several places is one finding.</summary>
    private readonly HashSet<SourceSpan> _places = [];

    public void Add(LintService service, string attribute, YamlNode? at, string problem, string help) =>
        Add(service, attribute, at?.Span ?? SourceSpan.None, problem, help);

    /// <param name="service">The service or job.</param>
    /// <param name="attribute">Which attribute of it.</param>
    /// <param name="span">Its place; the name of the service where it has none.</param>
    /// <param name="problem">What is unwise.</param>
    /// <param name="help">What to do.</param>
    /// <param name="isUncertain">It depends on what the files do not say: a note, unless the project has set a severity.</param>
    public void Add(LintService service, string attribute, SourceSpan span, string problem, string help, bool isUncertain = false)
    {
        var place = span.IsNone ? service.NameSpan : span;
        if (settings.SeverityOf(rule, service, isUncertain) is { } severity && _places.Add(place))
            Add(severity, service.Path.Below(attribute), place, problem, help);
    }

    public void Add(AttributePath path, SourceSpan span, string problem, string help)
    {
        if (settings.SeverityOf(rule) is { } severity)
            Add(severity, path, span, problem, help);
    }

    private void Add(Severity severity, AttributePath path, SourceSpan span, string problem, string help) =>
        found.Add(new Diagnostic(rule.Code, severity, $"{path}: {problem}", span.IsNone ? null : new Label(span, rule.Name))
        {
            Help = help,
            Path = path,
        });
}
