using System.Collections.Immutable;
using Compose.Execution.Providers;
using Compose.Files.Diagnostics;
using Compose.Files.Model;
using Compose.Planning.Operations;

namespace Compose.Execution;

public sealed partial class EngineSession
{
    /// <summary>What is wrong with the providers of a project for `stop` or `down`.</summary>
    public Task<ImmutableArray<Diagnostic>> CheckProvidersAsync(
        ComposeProject project, ProviderVerb verb, CancellationToken cancellationToken) =>
        ProviderChecks.CheckAsync(_programs, project, verb, cancellationToken);

    /// <summary>
    /// The project with the variables that its providers have set in this session, and a warning for each that replaces one of the file.
    /// </summary>
    public (ComposeProject Project, ImmutableArray<string> Warnings) WithProvided(ComposeProject project)
    {
        var warnings = ImmutableArray.CreateBuilder<string>();
        var services = project.Services.Select((_, service) =>
        {
            var (provided, about) = _provided.AddTo(service);
            warnings.AddRange(about);
            return provided;
        });
        return (project with { Services = services }, warnings.ToImmutable());
    }

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
