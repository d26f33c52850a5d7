using Compose.Engine;
using Compose.Engine.Gaps;
using Compose.Execution.Observing;
using Compose.Planning.Naming;

namespace Compose.Execution.Adopting;

/// <summary>A container on the engine, with the project that it belongs to.</summary>
public sealed record AdoptionCandidate(string Id, string Name, string? Project, bool IsReplica)
{
    internal static async Task<IReadOnlyList<AdoptionCandidate>> ListAsync(EngineClient engine, CancellationToken cancellationToken) =>
    [
        .. (await engine.ListContainersAsync(all: true, cancellationToken: cancellationToken))
            .Select(container => new AdoptionCandidate(container.ID, ContainerReading.Name(container),
                container.Labels.GetValueOrDefault(LabelNames.Project),
                container.Labels.GetValueOrDefault(LabelNames.OneOff) != "True"
                    && container.Labels.GetValueOrDefault(LabelNames.Hook) is null))
            .OrderBy(candidate => candidate.Name, StringComparer.Ordinal),
    ];

    /// <summary>By name, by id or by the beginning of an id, as the engine looks them up.</summary>
    public static AdoptionCandidate? Find(IReadOnlyList<AdoptionCandidate> all, string wanted) =>
        all.FirstOrDefault(candidate => candidate.Id == wanted) ?? all.FirstOrDefault(candidate => candidate.Name == wanted.TrimStart('/'))
            ?? (all.Where(candidate => wanted.Length > 0
                && candidate.Id.StartsWith(wanted, StringComparison.Ordinal)).ToList() is [var only] ? only : null);
}
