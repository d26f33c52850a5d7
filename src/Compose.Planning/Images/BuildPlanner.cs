using Compose.Files.Model;
using Compose.Planning.Desired;
using Compose.Planning.Naming;
using Compose.Planning.Operations;
using Compose.Planning.Plans;

namespace Compose.Planning.Images;

/// <summary>
/// `build`: one step per image. Services that are additional contexts are built too. If the builder does not order images itself, these
/// come first, and so do dependencies: a Dockerfile may name their images.
/// </summary>
internal static class BuildPlanner
{
    /// <summary><paramref name="push"/>: push each image after its build, for a builder that does not.</summary>
    public static Plan Plan(ComposeProject project, IReadOnlyCollection<string> services, bool withDependencies, bool order, bool push)
    {
        var chosen = (services.Count > 0 ? services : [.. project.Services.Keys]).Select(name => BuildContexts.Find(project, name))
            .OfType<Service>().ToList();
        if (withDependencies)
            for (var i = 0; i < chosen.Count; i++)
                chosen.AddRange(chosen[i].DependsOn.Keys.Select(name => BuildContexts.Find(project, name)).OfType<Service>().Except(chosen)
                    .ToList());
        var steps = new PlanBuilder();
        var built = BuildContexts.WithContexts(project, chosen).OrderBy(service => service.Name, StringComparer.Ordinal).ToList();
        Add(steps, project, built, order, _ => new Reason(ReasonCode.Requested), push);
        return steps.Build();
    }

    /// <summary>Returns the references that are built.</summary>
    internal static HashSet<string> Add(
        PlanBuilder steps, ComposeProject project, IEnumerable<Service> services, bool order, Func<Service, Reason> reason,
        bool push = false)
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

    /// <summary>The services of this run that come first; a dependency that is not built is replaced by its own dependencies.</summary>
    private static List<Service> Before(ComposeProject project, Service service, Dictionary<string, Service> wanted)
    {
        var first = BuildContexts.Of(project, service).Where(other => wanted.ContainsKey(other.Name)).ToList();
        var seen = new HashSet<string>(StringComparer.Ordinal) { service.Name };
        var open = new Queue<string>(service.DependsOn.Keys);
        while (open.TryDequeue(out var name))
        {
            if (!seen.Add(name) || BuildContexts.Find(project, name) is not { } dependency)
                continue;
            if (wanted.ContainsKey(name))
                first.Add(dependency);
            else
                foreach (var next in dependency.DependsOn.Keys)
                    open.Enqueue(next);
        }

        return [.. first.Distinct()];
    }
}
