using Compose.Files.Diagnostics;
using Compose.Files.Model;
using Compose.Files.Text;

namespace Compose.Watch.Rules;

/// <summary>The rules of the watched services. Safe to use from several threads.</summary>
public sealed class WatchSet
{
    private WatchSet(IReadOnlyList<ServiceRule> rules) => Rules = rules;

    public IReadOnlyList<ServiceRule> Rules { get; }

    /// <summary>
    /// The rules of these services, of all when none is named. What cannot work is reported at the rule's line: as an error when watching
    /// must not start, as a warning when only this rule is left out.
    /// </summary>
    /// <param name="project">The services.</param>
    /// <param name="sources">The files that the project was loaded from: <see cref="Explain"/> names their lines.</param>
    /// <param name="services">The names of the services to watch; empty is all.</param>
    /// <param name="diagnostics">Receives the problems.</param>
    public static WatchSet Of(ComposeProject project, SourceSet sources, IReadOnlyCollection<string> services, DiagnosticBag diagnostics)
    {
        var reading = new RuleReading(project, sources, diagnostics, new Lock());
        var watched = project.Services.Values.Where(service => services.Count == 0 || services.Contains(service.Name));
        return new([.. watched.SelectMany(reading.Of)]);
    }

    /// <summary>The rules for which a change of this absolute path counts.</summary>
    public IEnumerable<ServiceRule> Matching(string path) => Rules.Where(rule => rule.Matches(path));

    /// <summary>Whether a change at or below a folder can count.</summary>
    public bool MayMatchBelow(string folder)
    {
        foreach (var rule in Rules)
            if (rule.MayMatchBelow(folder))
                return true;
        return false;
    }

    public bool Matches(string path)
    {
        foreach (var rule in Rules)
            if (rule.Matches(path))
                return true;
        return false;
    }

    /// <summary>What each rule decides about an absolute path, in the order of the rules.</summary>
    public IReadOnlyList<RuleVerdict> Explain(string path) => [.. Rules.Select(rule => rule.Explain(path))];
}
