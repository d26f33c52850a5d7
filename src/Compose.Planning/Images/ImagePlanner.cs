using System.Collections.Immutable;
using Compose.Files.Binding;
using Compose.Files.Diagnostics;
using Compose.Files.Model;
using Compose.Planning.Desired;
using Compose.Planning.Naming;
using Compose.Planning.Operations;
using Compose.Planning.Plans;

namespace Compose.Planning.Images;

/// <summary>
/// The pulls and builds before the desired state is known. Planned at most twice: an image that could not be pulled in the first round
/// (<see cref="ImagePolicy.Tried"/>) is built in the second if possible.
/// </summary>
internal static class ImagePlanner
{
    public static Plan Plan(ComposeProject project, NamedMap<ImageFacts> images, ImagePolicy policy)
    {
        var steps = new PlanBuilder();
        var deviating = images.Where((reference, facts) => ImagePins.Deviates(policy.Pins, reference, facts));
        images = images.Where((reference, _) => !deviating.Contains(reference));
        var services = project.Services.Values.Where(service => service.Provider is null && service.Replicas > 0).ToList();
        var builds = PlanBuilds(steps, project, services, images, policy);
        PlanPulls(steps, services, images, policy, builds, deviating);
        return steps.Build();
    }

    private static HashSet<string> PlanBuilds(
        PlanBuilder steps, ComposeProject project, List<Service> services, NamedMap<ImageFacts> images, ImagePolicy policy)
    {
        var chosen = new List<Service>();
        foreach (var service in services)
        {
            var missing = !images.Contains(ReferenceOf(project, service));
            if (service.Build is not null && !policy.NoBuild
                && (policy.Build || PolicyOf(service, policy).Kind == PullKind.Build || (missing && !MayPull(service, images, policy))))
                chosen.Add(service);
        }

        // Images that others are built from are built with them, unless they exist.
        var all = BuildContexts.WithContexts(project, chosen)
            .Where(service => chosen.Contains(service) || !images.Contains(ReferenceOf(project, service)));
        var built = BuildPlanner.Add(steps, project, all.DistinctBy(service => ReferenceOf(project, service)), policy.OrderBuilds,
            service => new Reason(images.Contains(ReferenceOf(project, service)) ? ReasonCode.Requested : ReasonCode.Missing));

        foreach (var service in services
            .Where(service => !built.Contains(ReferenceOf(project, service)) && IsUnavailable(project, service, images, policy)))
            steps.Report(Diagnostic.Error(DiagnosticCode.ImageMissing, $"No such image: {ReferenceOf(project, service)}", service.NameSpan,
                help: service.Build is null ? "pull it, or let pull_policy allow that" : $"build it with `ncompose build {service.Name}`"));
        return built;
    }

    private static void PlanPulls(
        PlanBuilder steps, List<Service> services, NamedMap<ImageFacts> images, ImagePolicy policy, HashSet<string> built,
        NamedMap<ImageFacts> deviating)
    {
        var wanted = services
            .Where(service => MayPull(service, images, policy) && !built.Contains(service.Image!)
                && !policy.Deferred.Contains(service.Image!))
            .Select(service => (Reference: service.Image!, service.Platform, Service: service))
            .Concat(services.SelectMany(service => Extra(service, images, policy)));
        foreach (var group in wanted.GroupBy(item => (item.Reference, item.Platform)))
        {
            var users = group.Select(item => item.Service).Distinct().ToList();
            var tolerated = services.Exists(service => service.Image == group.Key.Reference && service.Build is not null);
            var pull = new Operation.PullImage(group.Key.Reference, group.Key.Platform, [.. users.Select(service => service.Name)],
                tolerated)
            {
                Pin = policy.Pins.TryGet(group.Key.Reference, out var pin) ? pin : null,
                HasWindow = users.Exists(service => PolicyOf(service, policy).Kind == PullKind.Interval),
            };
            steps.Add(pull,
                deviating.Contains(group.Key.Reference) ? new Reason(ReasonCode.PullPolicy, "ncompose.lock")
                : images.Contains(group.Key.Reference) ? new Reason(ReasonCode.PullPolicy, PolicyOf(users[0], policy).Text)
                : new Reason(ReasonCode.Missing));
        }
    }

    /// <summary>Mounted images, and those of pre_start hooks and of their mounts.</summary>
    private static IEnumerable<(string Reference, string? Platform, Service Service)> Extra(
        Service service, NamedMap<ImageFacts> images, ImagePolicy policy)
    {
        var hooks = service.PreStart.Select(hook => PreStartContainer.Of(service, hook)).ToList();
        var mounted = hooks.Prepend(service).SelectMany(container => container.Volumes)
            .Where(mount => mount.Type == MountType.Image).Select(mount => mount.Source).OfType<string>()
            .Where(reference => !images.Contains(reference) && !policy.Tried.Contains(reference))
            .Select(reference => (reference, service.Platform, service));
        var own = hooks.Where(hook => hook.Image != service.Image && MayPullForHook(hook, images, policy))
            .Select(hook => (hook.Image!, hook.Platform, service));
        return mounted.Concat(own).DistinctBy(item => item.Item1, StringComparer.Ordinal);
    }

    /// <summary>A hook has no build, so with the policy `build` its image is pulled if it is missing.</summary>
    private static bool MayPullForHook(Service hook, NamedMap<ImageFacts> images, ImagePolicy policy) =>
        MayPull(PolicyOf(hook, policy).Kind == PullKind.Build ? hook with { PullPolicy = "missing" } : hook, images, policy);

    /// <summary>
    /// Images that can be pulled while other services start, because no decision about a container depends on their content. Empty if every
    /// service needs a pull: then a failed pull must not leave anything behind.
    /// </summary>
    public static ImmutableHashSet<string> Deferrable(
        ComposeProject project, NamedMap<ImageFacts> images, ImagePolicy policy, IReadOnlySet<string> withContainers)
    {
        var services = project.Services.Values.Where(service => service.Provider is null && service.Replicas > 0).ToList();
        var references = services.Where(service => service.Image is { Length: > 0 })
            .GroupBy(service => service.Image!, StringComparer.Ordinal)
            .Where(group => !images.Contains(group.Key) && !policy.Pins.Contains(group.Key))
            .Where(group => group
                .All(service => service.Build is null && MayPull(service, images, policy) && !withContainers.Contains(service.Name)))
            .Where(group => group.Select(service => service.Platform).Distinct().Count() == 1)
            .Select(group => group.Key).ToImmutableHashSet(StringComparer.Ordinal);
        var waiting = services.Where(service => service.Image is { } image && references.Contains(image)).Select(service => service.Name)
            .ToHashSet(StringComparer.Ordinal);
        while (services.Find(service => !waiting.Contains(service.Name) && service.DependsOn.Keys.Any(waiting.Contains)) is { } dependent)
            waiting.Add(dependent.Name);
        return waiting.Count < services.Count ? references : [];
    }

    private static string ReferenceOf(ComposeProject project, Service service) => ImageReference.Of(project, service);

    /// <summary>Missing, and neither pulled nor built in this round or the last.</summary>
    private static bool IsUnavailable(ComposeProject project, Service service, NamedMap<ImageFacts> images, ImagePolicy policy) =>
        !images.Contains(ReferenceOf(project, service)) && !MayPull(service, images, policy);

    private static PullPolicy PolicyOf(Service service, ImagePolicy policy) =>
        PullPolicy.Parse(policy.Pull is { Length: > 0 } and not "policy" ? policy.Pull : service.PullPolicy);

    private static bool MayPull(Service service, NamedMap<ImageFacts> images, ImagePolicy policy)
    {
        if (service.Image is not { Length: > 0 } reference || policy.Tried.Contains(reference))
            return false;
        var facts = images.TryGet(reference, out var found) ? found : null;
        return PolicyOf(service, policy) switch
        {
            { Kind: PullKind.Always } => true,
            { Kind: PullKind.Never or PullKind.Build } => false,
            { Interval: { } interval } => IsDue(facts, interval, policy.Now),
            _ => facts is null,
        };
    }

    private static bool IsDue(ImageFacts? facts, TimeSpan interval, DateTimeOffset now) =>
        facts is null || (facts.LastTagged is { } tagged && now >= tagged + interval);
}
