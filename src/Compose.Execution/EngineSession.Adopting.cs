using Compose.Execution.Adopting;
using Compose.Execution.Observing;
using Compose.Files.Model;
using Compose.Planning.Observed;

namespace Compose.Execution;

public sealed partial class EngineSession
{
    /// <summary>All containers on the engine.</summary>
    public Task<IReadOnlyList<AdoptionCandidate>> AdoptionCandidatesAsync(CancellationToken cancellationToken) =>
        AdoptionCandidate.ListAsync(engine, cancellationToken);

    /// <summary>A compose file that describes containers. Nothing is changed.</summary>
    public Task<Adopted> AdoptAsync(AdoptionRequest request, CancellationToken cancellationToken) =>
        Adopter.AdoptAsync(engine, request, cancellationToken);

    /// <summary>The same facts with the containers that the files replace although another tool created them.</summary>
    public Task<ObservedState> WithAdoptedAsync(ObservedState observed, ComposeProject project, CancellationToken cancellationToken) =>
        AdoptedContainers.AddAsync(engine, observed, project, cancellationToken);
}
