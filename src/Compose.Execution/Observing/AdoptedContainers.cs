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
    public static async Task<ObservedState> AddAsync(EngineClient engine, ObservedState state, ComposeProject project,
        CancellationToken cancellationToken)
    {
        var adopting = project.Services.Values.Where(service => service.Adoption is { Containers.IsEmpty: false }).ToList();
        if (adopting.Count == 0)
            return state;
        var filters = new Filters();
        foreach (var service in adopting)
            foreach (var id in service.Adoption!.Containers)
                filters.Add("id", id);
        var found = await engine.ListContainersAsync(filters, all: true, cancellationToken: cancellationToken);
        var containers = state.Containers.ToBuilder();
        foreach (var service in adopting)
            for (var i = 0; i < service.Adoption!.Containers.Length; i++)
                if (found.FirstOrDefault(container => container.ID == service.Adoption.Containers[i]) is { } container
                    && containers.All(own => own.Id != container.ID))
                    containers.Add(Adopted(ContainerReading.Read(container), project.Name, service.Name, i + 1));
        return state with { Containers = containers.ToImmutable() };
    }

    private static ObservedContainer Adopted(ObservedContainer container, string project, string service, int number) =>
        container with { IsAdopted = true, Labels = Labelled(container, project, service, number) };

    /// <summary>Labels of another project would say what another file declares.</summary>
    private static NamedMap<string> Labelled(ObservedContainer container, string project, string service, int number) =>
        new NamedMap<string>(container.Labels.Where(label => !label.Key.StartsWith("com.docker.compose.", StringComparison.Ordinal)))
            .With(LabelNames.Project, project).With(LabelNames.Service, service).With(LabelNames.OneOff, "False")
            .With(LabelNames.Number, number.ToString(CultureInfo.InvariantCulture));
}
