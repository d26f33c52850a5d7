using System.Collections.Immutable;
using Compose.Planning.Operations;
using Compose.Planning.Plans;
using Compose.Planning.Swarm.Observed;
using Docker.DotNet.Models;

namespace Compose.Planning.Swarm.Releases;

/// <summary>Keeps what a run has reached as a release, and removes those that are too old.</summary>
internal sealed class ReleasePlanner
{
    private readonly ObservedStack _observed;
    private readonly ImmutableArray<Release> _existing;
    private readonly ImmutableArray<ServiceSpec> _services;
    private readonly bool _isNew;

    /// <param name="observed">What the swarm has.</param>
    /// <param name="after">The specs that the services of the stack have after the plan.</param>
    /// <param name="changes">The plan changes services.</param>
    /// <param name="records">False for a plan that does not wait: what it reaches is not known.</param>
    public ReleasePlanner(ObservedStack observed, IEnumerable<ServiceSpec> after, bool changes, bool records)
    {
        _observed = observed;
        _existing = ReleaseHistory.Of(observed);
        _services = [.. after.Select(spec => ReleaseSpecs.Named(spec, observed))];

        // A run that was killed before it has kept its release is caught up by the next one.
        _isNew = records && !_services.IsEmpty
            && (_existing.LastOrDefault() is { } newest ? newest.Digest != ReleaseSpecs.Digest(_services) : changes);
    }

    /// <summary>The services of the releases that are there after the plan.</summary>
    public IEnumerable<ServiceSpec> Kept => Remaining.SelectMany(release => release.Services);

    private IEnumerable<Release> Remaining => _existing.Skip(Math.Max(0, _existing.Length + (_isNew ? 1 : 0) - ReleaseHistory.Length));

    public void Add(PlanBuilder builder, string by, ImmutableArray<StepId> settled)
    {
        var after = settled;
        if (_isNew)
        {
            var number = _existing.Select(release => release.Number).DefaultIfEmpty(0).Max() + 1;
            var spec = ReleaseHistory.Spec(_observed.Name, number, by, _services);
            after = [builder.Add(new Operation.RecordRelease(number, spec), new Reason(ReasonCode.Update), settled)];
        }

        // A run that was killed may have left one more than there should be.
        foreach (var old in _existing.Except(Remaining))
            builder.Add(
                new Operation.RemoveConfig(old.ConfigId, _observed.Bookkeeping.First(config => config.ID == old.ConfigId).Spec.Name!),
                new Reason(ReasonCode.Orphan), after);
    }
}
