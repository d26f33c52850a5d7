using Compose.Files.Model;
using Compose.Planning.Desired;

namespace Compose.Planning;

/// <summary>
/// `build`: one step for each image. A service whose image is an additional context is built too. Where the builder does not order images
/// itself, it is built first, and so is every service that is depended on: a Dockerfile may name its image.
/// </summary>
public static class BuildPlanner
{
    public const string ServicePrefix = "service:";

    /// <summary><paramref name="push"/>: each image is pushed after its build, for a builder that does not push itself.</summary>
    public static Plan Plan(ComposeProject project, IReadOnlyCollection<string> services, bool withDependencies, bool order, bool push)
    {
        var chosen = (services.Count > 0 ? services : [.. project.Services.Keys]).Select(name => Find(project, name)).OfType<Service>().ToList();
        if (withDependencies)
            for (var i = 0; i < chosen.Count; i++)
                chosen.AddRange(chosen[i].DependsOn.Keys.Select(name => Find(project, name)).OfType<Service>().Except(chosen).ToList());
        var steps = new PlanBuilder();
        var built = WithContexts(project, chosen).OrderBy(service => service.Name, StringComparer.Ordinal).ToList();
        Add(steps, project, built, order, _ => new Reason(ReasonCode.Requested), push);
        return steps.Build();
    }

    /// <summary>The services that are built, and those whose images they are built from; every one once.</summary>
    public static IReadOnlyList<Service> WithContexts(ComposeProject project, IEnumerable<Service> services)
    {
        var all = services.Where(service => service.Build is not null).Distinct().ToList();
        for (var i = 0; i < all.Count; i++)
            all.AddRange(Contexts(project, all[i]).Where(service => service.Build is not null).Except(all).ToList());
        return all;
    }

    /// <summary>The references that are built then.</summary>
    internal static HashSet<string> Add(PlanBuilder steps, ComposeProject project, IEnumerable<Service> services, bool order, Func<Service, Reason> reason, bool push = false)
    {
        var wanted = services.ToDictionary(service => service.Name, StringComparer.Ordinal);
        var made = new Dictionary<string, StepId>(StringComparer.Ordinal);
        foreach (var service in wanted.Values)
            AddOne(service, []);
        return [.. wanted.Values.Select(service => ImageReference.Of(project, service))];

        void AddOne(Service service, HashSet<string> open)
        {
            if (made.ContainsKey(service.Name) || !open.Add(service.Name))
                return;
            var before = order ? Before(project, service, wanted) : [];
            foreach (var other in before)
                AddOne(other, open);
            var step = steps.Add(
                new Operation.BuildImage(service.Name, ImageReference.Of(project, service)), reason(service),
                before.Where(other => made.ContainsKey(other.Name)).Select(other => made[other.Name]));
            made[service.Name] = step;
            if (push && service.Image is { Length: > 0 } image)
                foreach (var tag in service.Build!.Tags.Prepend(image).Distinct(StringComparer.Ordinal))
                    steps.Add(new Operation.PushImage(tag, [service.Name], Tolerated: false), new Reason(ReasonCode.Requested), [step]);
        }
    }

    /// <summary>The services of this run that come first; a dependency that is not built hands on its own dependencies.</summary>
    private static List<Service> Before(ComposeProject project, Service service, Dictionary<string, Service> wanted)
    {
        var first = Contexts(project, service).Where(other => wanted.ContainsKey(other.Name)).ToList();
        var seen = new HashSet<string>(StringComparer.Ordinal) { service.Name };
        var open = new Queue<string>(service.DependsOn.Keys);
        while (open.TryDequeue(out var name))
        {
            if (!seen.Add(name) || Find(project, name) is not { } dependency)
                continue;
            if (wanted.ContainsKey(name))
                first.Add(dependency);
            else
                foreach (var next in dependency.DependsOn.Keys)
                    open.Enqueue(next);
        }

        return [.. first.Distinct()];
    }

    private static IEnumerable<Service> Contexts(ComposeProject project, Service service) => service.Build?.AdditionalContexts.Values
        .Where(context => context.StartsWith(ServicePrefix, StringComparison.Ordinal))
        .Select(context => Find(project, context[ServicePrefix.Length..])).OfType<Service>() ?? [];

    private static Service? Find(ComposeProject project, string name) =>
        project.Services.TryGet(name, out var service) || project.DisabledServices.TryGet(name, out service) ? service : null;
}
