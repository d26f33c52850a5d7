using System.Globalization;
using Compose.Engine;
using Compose.Engine.Transport;
using Compose.Files.Model;
using Compose.Planning.Naming;
using Compose.Planning.Observed;

namespace Compose.Execution.Observing;

/// <summary>
/// Containers of other tools that `ncompose adopt` has recorded in the files. They count as replicas of their services until they are
/// replaced; then the record names containers that are gone and has no effect. Projects without a record cost no call.
/// </summary>
internal static class AdoptedContainers
{
    public static async Task<ObservedState> AddAsync(EngineClient engine, ObservedState state, ComposeProject project, CancellationToken cancellationToken)
    {
        var adopted = project.Services.Values.Where(service => service.Adoption is { Containers.IsEmpty: false })
            .SelectMany(service => service.Adoption!.Containers.Select((id, index) => (Id: id, Service: service.Name, Number: index + 1))).ToList();
        if (adopted.Count == 0)
            return state;
        var filters = new Filters();
        foreach (var (id, _, _) in adopted)
            filters.Add("id", id);
        var found = (await engine.ListContainersAsync(filters, all: true, cancellationToken: cancellationToken)).Select(ContainerReading.Read).ToList();
        var added = adopted.SelectMany(item => found.Where(container => container.Id == item.Id && state.Containers.All(own => own.Id != container.Id))
            .Select(container => container with { IsAdopted = true, Labels = Labelled(container, project.Name, item.Service, item.Number) }));
        return state with { Containers = [.. state.Containers, .. added] };
    }

    /// <summary>Labels of another project would say what another file declares.</summary>
    private static NamedMap<string> Labelled(ObservedContainer container, string project, string service, int number) =>
        new NamedMap<string>(container.Labels.Where(label => !label.Key.StartsWith("com.docker.compose.", StringComparison.Ordinal)))
            .With(LabelNames.Project, project).With(LabelNames.Service, service).With(LabelNames.OneOff, "False")
            .With(LabelNames.Number, number.ToString(CultureInfo.InvariantCulture));
}
