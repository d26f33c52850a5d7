using System.Collections.Immutable;
using Compose.Files.Diagnostics;
using Compose.Files.Model;
using Compose.Files.Text;
using Compose.Planning.Swarm.Desired;
using Compose.Planning.Swarm.Observed;

namespace Compose.Planning.Swarm.Binding;

/// <summary>The content that each service runs: what its running spec names, or what a registry says of the tag.</summary>
public static class ImageBinding
{
    /// <summary>
    /// The images whose digests only a registry knows. <paramref name="built"/>: those with a build have other content now.
    /// </summary>
    public static ImmutableArray<string> Unknown(
        ComposeProject project, ObservedStack observed, ResolvePolicy policy, bool built, NamedMap<string> pins) =>
        policy == ResolvePolicy.Never
        ? []
        : [
            .. project.Services.Values.Where(service => service.Build is not null || service.Image is null || !pins.Contains(service.Image))
                .Where(service => !IsNeverPulled(service))
                .Where(service => policy == ResolvePolicy.Always || service.PullPolicy == "always" || (built && service.Build is not null)
                    || Running(project, service, observed) is null)
                .Select(service => service.Image).OfType<string>().Distinct(StringComparer.Ordinal),
        ];

    /// <summary>Images that are built here and that no registry has: other nodes could not run them.</summary>
    public static ImmutableArray<Diagnostic> Local(ComposeProject project, ObservedStack observed, ImmutableArray<string> unknown) =>
        observed.Nodes.Length < 2
        ? []
        : [
            .. project.Services.Values.Where(service => service.Build is not null && service.Image is { } image && unknown.Contains(image))
                .Select(service => Diagnostic.Error(
                    DiagnosticCode.SwarmImageLocal,
                    $"services.{service.Name}.image: no registry has {service.Image}, so only the node that built it could run it",
                    service.Source["image"]?.Span ?? service.NameSpan, "not in a registry",
                    "`up --build` builds and pushes it; with --resolve-image never each node uses what it has",
                    AttributePath.Of("services", service.Name, "image"))),
        ];

    internal static NamedMap<BoundImage> Of(ComposeProject project, ObservedStack observed, StackInputs inputs, ResolvePolicy policy) =>
        new(
        from service in project.Services.Values
        where service.Image is not null
        let known = Pinned(project, service, observed, inputs) ?? (inputs.Images.TryGet(service.Image!, out var image) ? image : null)
        let bound = known ?? (policy == ResolvePolicy.Never || IsNeverPulled(service) ? null : Running(project, service, observed))
        where bound is not null
        select KeyValuePair.Create(service.Name, bound));

    /// <summary>Nodes then use the tag as they have it.</summary>
    private static bool IsNeverPulled(Service service) => service.PullPolicy == "never";

    /// <summary>Content of a lock file; the registry was not asked for its platforms, so those of a service that runs it stay.</summary>
    private static BoundImage? Pinned(ComposeProject project, Service service, ObservedStack observed, StackInputs inputs)
    {
        if (service.Build is not null || !inputs.Pins.TryGet(service.Image!, out var digest))
            return null;
        var pinned = ServiceImage.Resolved(service.Image!, digest, []);
        return Running(project, service, observed) is { } running && running.Reference == pinned.Reference ? running : pinned;
    }

    /// <summary>The image of the service in the swarm, if the file still names it.</summary>
    private static BoundImage? Running(ComposeProject project, Service service, ObservedStack observed)
    {
        var spec = observed.Find(ServiceMapping.NameOf(project, service))?.Spec;
        return spec?.TaskTemplate?.ContainerSpec?.Image is { } image && spec.Labels.TryGetValue(StackLabels.Image, out var named)
            && named == service.Image
            ? new BoundImage(image, [.. spec.TaskTemplate.Placement?.Platforms ?? []])
            : null;
    }
}
