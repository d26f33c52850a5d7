using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Globalization;
using Compose.Engine;
using Compose.Engine.Errors;
using Compose.Engine.Gaps;
using Compose.Engine.Transport;
using Compose.Engine.Versions;
using Compose.Execution.Requests;
using Compose.Files.Model;
using Compose.Files.Text;
using Compose.Planning;
using Compose.Planning.Context;
using Compose.Planning.Desired;
using Compose.Planning.Drift;
using Compose.Planning.Observed;
using Compose.Planning.Operations;
using Docker.DotNet.Models;
using ContainerSpec = Compose.Planning.Operations.ContainerSpec;
using ContainerState = Compose.Planning.Observed.ContainerState;

namespace Compose.Execution.Drift;

/// <summary>
/// Compares a whole stack with what it was made as. A container of an older declaration is only compared in what does not depend on it:
/// that it is there and runs. Reads only.
/// </summary>
internal sealed class DriftCheck(
    EngineClient engine, DesiredState desired, ObservedState observed, IReadOnlyDictionary<string, string> proxies)
{
    private readonly ImmutableArray<DriftFinding>.Builder _found = ImmutableArray.CreateBuilder<DriftFinding>();
    private readonly ConcurrentBag<string> _finished = [];
    private readonly Dictionary<StepId, string> _ids = [];

    public async Task<DriftReport> RunAsync(CancellationToken cancellationToken)
    {
        // A plan that recreates everything knows how everything is to be made.
        var policy = new UpPolicy
        { Recreate = RecreatePolicy.Always, RecreateDependencies = RecreatePolicy.Always, Start = false, IgnoreOrphans = true };
        var whole = Planner.Up(desired, observed, policy);
        if (whole.HasErrors)
            return new DriftReport([], []) { Problems = whole.Diagnostics };
        ResourceDrift.Add(_found, desired, observed);
        var creations = whole.Steps.Where(step => step.Operation is Operation.CreateContainer)
            .Select(step => (step.Id, Made: ((Operation.CreateContainer)step.Operation).Container)).ToList();
        foreach (var (id, spec) in creations)
            if (Find(spec) is { } container)
                _ids[id] = container.Id;
        var version = await engine.VersionAsync(cancellationToken);
        var checks = await Task.WhenAll(creations.Select(item => CheckAsync(item.Made, version, cancellationToken)));
        foreach (var check in checks)
            _found.AddRange(check);
        Surplus();
        var redaction = desired.Options.Redaction;
        var shown = _found.Select(
            finding =>
                finding with
                {
                    Declared = redaction.Shown(finding.Path.ToString(), finding.Declared),
                    Found = redaction.Shown(finding.Path.ToString(), finding.Found)
                });
        return new DriftReport([.. shown], _finished.ToImmutableHashSet(StringComparer.Ordinal));
    }

    private ObservedContainer? Find(ContainerSpec spec) => observed.Containers.FirstOrDefault(container =>
        container.Service == spec.Service.Name && container.Number == spec.Number && !container.IsOneOff && !container.IsHook);

    private async Task<ImmutableArray<DriftFinding>> CheckAsync(ContainerSpec spec, ApiVersion version, CancellationToken cancellationToken)
    {
        if (Find(spec) is not { } container)
            return [Finding(spec, null, "state", "running", "missing", DriftRepair.Up)];
        ContainerInspectResponse now;
        try
        {
            now = await engine.InspectContainerAsync(container.Id, cancellationToken: cancellationToken);
        }
        catch (EngineError error) when (error.Kind == EngineErrorKind.NotFound)
        {
            // Removed while we looked.
            return [Finding(spec, null, "state", "running", "missing", DriftRepair.Up)];
        }

        var found = ImmutableArray.CreateBuilder<DriftFinding>();
        if (await StateAsync(spec, container, now, cancellationToken) is { } stopped)
            found.Add(stopped);
        var hash = ConfigHashes.Of(spec.Service, spec.Shared.Select((_, shared) => IdOf(shared)));
        if (!AdoptedHash.Matches(spec.Service, hash, container.ConfigHash))
            return found.ToImmutable();
        var inputs = new ContainerInputs { Spec = spec, ApiVersion = version, IdOf = IdOf, ProxyEnvironment = proxies };
        found.AddRange(
            ContainerDrift.Of(spec, ContainerRequest.Create(inputs), now, await ImageAsync(now.Image, cancellationToken), observed.IdOf));
        return found.ToImmutable();
    }

    private string IdOf(ContainerRef container) => container switch
    {
        ContainerRef.Existing existing => existing.Id,
        ContainerRef.CreatedBy made => _ids.GetValueOrDefault(made.Step, ""),
        _ => "",
    };

    private async Task<DriftFinding?> StateAsync(
        ContainerSpec spec, ObservedContainer container, ContainerInspectResponse now, CancellationToken cancellationToken)
    {
        if (container.State is ContainerState.Running or ContainerState.Restarting)
            return null;
        if (container.State == ContainerState.Exited && await HasFinishedAsync(spec, now, cancellationToken))
        {
            _finished.Add(container.Id);
            return null;
        }

        var found = container.State == ContainerState.Exited
            ? $"exited ({now.State?.ExitCode})"
            : container.State.ToString().ToLowerInvariant();
        return Finding(spec, container, "state", "running", found, DriftRepair.Up);
    }

    /// <summary>
    /// A job that has done its work is no drift; a service that was stopped by hand is, although a well-behaved one ends with zero too.
    /// Where neither the restart policy nor a dependency tells them apart, the engine's own memory of a stop does.
    /// </summary>
    private async Task<bool> HasFinishedAsync(ContainerSpec spec, ContainerInspectResponse now, CancellationToken cancellationToken)
    {
        if (now.State?.ExitCode != 0 || now.HostConfig?.RestartPolicy?.Name is RestartPolicyKind.Always or RestartPolicyKind.UnlessStopped)
            return false;
        var awaited = desired.Services.Any(
            other => other.DependsOn.TryGet(spec.Service.Name, out var dependency)
                && dependency.Condition == DependencyCondition.CompletedSuccessfully);
        return awaited || !await WasStoppedAsync(now, cancellationToken);
    }

    private async Task<bool> WasStoppedAsync(ContainerInspectResponse now, CancellationToken cancellationToken)
    {
        var filters = new Filters().Add("container", now.ID).Add("event", "stop");
        var since = DateTimeOffset.TryParse(now.State?.StartedAt, CultureInfo.InvariantCulture, out var started)
            ? started
            : DateTimeOffset.UnixEpoch;
        var until = Exact(TimeProvider.System.GetUtcNow());
        await using var events = await engine.OpenEventsAsync(filters, Exact(since), until, cancellationToken);
        await foreach (var _ in events.WithCancellation(cancellationToken))
            return true;
        return false;
    }

    /// <summary>
    /// Seconds since 1970, with their fraction: in whole ones, what was stopped in this second would not have been stopped yet.
    /// </summary>
    private static string Exact(DateTimeOffset time) =>
        ((time - DateTimeOffset.UnixEpoch).Ticks / (decimal)TimeSpan.TicksPerSecond).ToString("0.000000000", CultureInfo.InvariantCulture);

    /// <summary>More containers of a service than are declared.</summary>
    private void Surplus()
    {
        foreach (var spec in desired.Services)
        {
            var own = observed.Containers.Where(
                container => container.Service == spec.Name && !container.IsOneOff && !container.IsHook).ToList();
            foreach (var extra in own.OrderBy(container => container.Number).Skip(spec.Replicas))
                _found.Add(
                    new DriftFinding(
                        new Resource(ResourceKind.Container, extra.Name), spec.Name, AttributePath.Of("scale"), $"{spec.Replicas}",
                        $"{own.Count}", DriftRepair.Up)
                    { Where = spec.Service.NameSpan });
        }
    }

    private async Task<DockerOCIImageConfig?> ImageAsync(string id, CancellationToken cancellationToken)
    {
        try
        {
            return (await engine.InspectImageAsync(id, cancellationToken: cancellationToken)).Config;
        }
        catch (EngineError error) when (error.Kind == EngineErrorKind.NotFound)
        {
            // Removed by force.
            return null;
        }
    }

    private static DriftFinding Finding(
        ContainerSpec spec, ObservedContainer? container, string attribute, string declared, string found, DriftRepair repair) =>
        new(new Resource(ResourceKind.Container, container?.Name ?? spec.Name), spec.Service.Name, AttributePath.Of(attribute), declared,
            found, repair)
        { ContainerId = container?.Id, Where = spec.Service.NameSpan };
}
