using System.Collections.Immutable;
using System.Globalization;
using Compose.Files.Diagnostics;
using Compose.Files.Model;
using Compose.Files.Yaml;
using Compose.Planning.Operations;
using Compose.Planning.Plans;
using Compose.Planning.Secrets;
using Compose.Planning.Swarm.Desired;
using Compose.Planning.Swarm.Observed;
using Compose.Planning.Swarm.Releases;
using Compose.Planning.Swarm.Specs;
using Api = Docker.DotNet.Models;

namespace Compose.Planning.Swarm;

/// <summary>
/// Makes the services of a stack what they were in a release. What the release does not have is removed when the rest has converged.
/// </summary>
internal sealed class StackRollbackPlanner(ObservedStack observed, Release release, string by, Redaction redaction)
{
    private readonly PlanBuilder _builder = new();
    private readonly List<StepId> _waits = [];

    public Plan Plan()
    {
        var specs = release.Services.Select(named => (named.Name, Bound: ReleaseSpecs.Bound(named, observed))).ToList();
        foreach (var (name, bound) in specs.Where(spec => !spec.Bound.Missing.IsEmpty))
            Report(name!, bound.Missing);
        if (specs.Any(spec => !spec.Bound.Missing.IsEmpty))
            return _builder.Build();
        foreach (var (_, bound) in specs)
            Add(bound.Spec);
        var changes = _builder.Count > 0;
        ImmutableArray<StepId> settled = changes
            ? [_builder.Add(new Operation.Settle(observed.Name), new Reason(ReasonCode.Wait), _waits)] : [];
        var others = observed.Services.Where(
            service => !IsOneOff(service) && release.Services.All(spec => spec.Name != service.Spec!.Name)).ToList();
        var removed = others.Select(service => _builder.Add(
            new Operation.RemoveService("", service.ID, service.Spec!.Name!), new Reason(ReasonCode.Rollback), settled, Risk.Downtime))
            .ToList();
        new ReleasePlanner(observed, specs.Select(spec => spec.Bound.Spec), changes || others.Count > 0, records: true)
            .Add(_builder, by, [.. settled, .. removed]);
        return _builder.Build() with { Redaction = redaction };
    }

    private void Add(Api.ServiceSpec spec)
    {
        var reason = new Reason(ReasonCode.Rollback);
        if (observed.Find(spec.Name!) is not { Spec: { } old } running)
        {
            Await(spec, _builder.Add(new Operation.CreateService("", spec), reason));
            return;
        }

        spec.TaskTemplate!.ForceUpdate = old.TaskTemplate?.ForceUpdate ?? 0;
        var comparison = new SpecComparison(Unknown(spec), old, spec, redaction, NetworkName);
        if (comparison.AreEqual)
        {
            _builder.UnchangedService(spec.Name!);
            return;
        }

        ImmutableArray<Reason> reasons = [reason with { Changes = [.. comparison.Reasons().SelectMany(change => change.Changes)] }];
        if (comparison.ChangesMode)
            Await(spec, _builder.Add(
                new Operation.CreateService("", spec), reason,
                [_builder.Add(new Operation.RemoveService("", running.ID, spec.Name!), reasons, risk: Risk.Downtime)]));
        else
            Await(spec, _builder.Add(
                new Operation.UpdateService("", running.ID, (ulong)(running.Version?.Index ?? 0), old, spec), reasons,
                risk: comparison.ReplacesTasks ? Risk.Restart : Risk.None));
    }

    private void Await(Api.ServiceSpec spec, StepId step) =>
        _waits.Add(_builder.Add(new Operation.AwaitService("", spec.Name!), new Reason(ReasonCode.Wait), [step]));

    private void Report(string service, ImmutableArray<string> missing) => _builder.Report(Diagnostic.Error(
        DiagnosticCode.SwarmReleaseIncomplete,
        string.Create(
            CultureInfo.InvariantCulture,
            $"release {release.Number} cannot be restored: {service} needs {string.Join(", ", missing)}, which the swarm no longer has"),
        default, help: "`history` lists the other releases; `up` creates what the files declare"));

    private static bool IsOneOff(Api.SwarmService service) => service.Spec!.Labels?.ContainsKey(StackLabels.OneOff) == true;

    /// <summary>A release has no places in files.</summary>
    private static Service Unknown(Api.ServiceSpec spec) => new() { Name = spec.Name!, Source = new YamlMapping(default, []) };

    private string NetworkName(string id) => observed.AllNetworks.FirstOrDefault(network => network.ID == id)?.Name ?? id;
}
