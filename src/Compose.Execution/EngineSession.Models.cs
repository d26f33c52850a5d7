using System.Collections.Immutable;
using Compose.Files.Binding;
using Compose.Files.Model;

namespace Compose.Execution;

public sealed partial class EngineSession
{
    /// <summary>
    /// The project with the variables of its models, and the models that are there. Without the plugin the project stays as it is, and
    /// <see cref="CheckAsync"/> reports that.
    /// </summary>
    public async Task<(ComposeProject Project, ImmutableHashSet<string> Available)> WithModelsAsync(
        ComposeProject project, CancellationToken cancellationToken)
    {
        if (_models.Program is null || !project.Services.Values.Any(service => service.Models.Count > 0))
            return (project, []);
        var (endpoint, available) = (_models.EndpointAsync(project, cancellationToken), _models.AvailableAsync(project, cancellationToken));
        await Task.WhenAll(endpoint, available);
        return (ModelVariables.Apply(project, await endpoint), await available);
    }
}
