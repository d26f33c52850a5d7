using System.Collections.Immutable;
using Compose.Execution.Providers;
using Compose.Files.Diagnostics;
using Compose.Files.Model;
using Compose.Planning.Operations;

namespace Compose.Execution;

public sealed partial class EngineSession
{
    /// <summary>What is wrong with the providers of a project for `stop` or `down`.</summary>
    public Task<ImmutableArray<Diagnostic>> CheckProvidersAsync(ComposeProject project, ProviderVerb verb, CancellationToken cancellationToken) =>
        ProviderChecks.CheckAsync(_programs, project, verb, cancellationToken);

    /// <summary>The services whose providers can be stopped: they have to declare it.</summary>
    public async Task<ImmutableHashSet<string>> StoppableProvidersAsync(ComposeProject project, CancellationToken cancellationToken)
    {
        var stoppable = ImmutableHashSet.CreateBuilder<string>(StringComparer.Ordinal);
        foreach (var service in project.Services.Values.Where(service => service.Provider is not null))
            if ((await _programs.MetadataAsync(project, service.Provider!.Type, cancellationToken)).Stop is not null)
                stoppable.Add(service.Name);
        return stoppable.ToImmutable();
    }
}
