using Compose.Files.Binding;
using Compose.Files.Model;
using Compose.Planning.Desired;
using Compose.Planning.Naming;
using Compose.Planning.Operations;
using Compose.Planning.Plans;

namespace Compose.Planning.Images;

/// <summary>`pull`: requested by the user, so it also refreshes what `up` would not (an existing tag, a window that is not over).</summary>
internal static class PullPlanner
{
    public static Plan Plan(ComposeProject project, NamedMap<ImageFacts> images, PullOptions options)
    {
        var steps = new PlanBuilder { OnFailure = FailurePolicy.ContinueIndependent };
        var wanted = new List<(string Reference, Service Service)>();
        foreach (var service in project.Services.Values)
        {
            var policy = PullPolicy.Parse(options.Policy ?? service.PullPolicy).Kind;
            if (service.Image is { Length: > 0 } image)
                Consider(image, service, policy, service.Build is not null);
            else if (service.Provider is null)
                steps.Skip(new Resource(ResourceKind.Service, service.Name), "No image to be pulled");
            foreach (var hook in service.PreStart.Select(hook => PreStartContainer.Of(service, hook))
                .Where(hook => hook.Image is { Length: > 0 } own && own != service.Image).DistinctBy(hook => hook.Image))
            {
                var own = PullPolicy.Parse(options.Policy ?? hook.PullPolicy).Kind;
                Consider(hook.Image!, hook, own == PullKind.Build ? PullKind.Missing : own, buildable: false);
            }
        }

        foreach (var group in wanted.GroupBy(item => (item.Reference, item.Service.Platform)))
        {
            var pull = new Operation.PullImage(group.Key.Reference, group.Key.Platform,
                [.. group.Select(item => item.Service.Name).Distinct()], options.IgnoreFailures)
            {
                Pin = options.Pins.TryGet(group.Key.Reference, out var pin) ? pin : null,
                HasWindow = group.Any(item => PullPolicy.Parse(item.Service.PullPolicy).Kind == PullKind.Interval),
            };
            steps.Add(pull, new Reason(ReasonCode.Requested));
        }

        return steps.Build();

        void Consider(string reference, Service service, PullKind policy, bool buildable)
        {
            if (ReasonToSkip(reference, policy, images) is { } why)
                steps.Skip(new Resource(ResourceKind.Image, reference), why);
            else if (buildable && options.IgnoreBuildable)
                steps.Skip(new Resource(ResourceKind.Image, reference), "Image can be built");
            else
                wanted.Add((reference, service));
        }
    }

    /// <summary>Null if it is pulled. `latest` is expected to move, so an existing one is pulled too.</summary>
    private static string? ReasonToSkip(string reference, PullKind policy, NamedMap<ImageFacts> images) => policy switch
    {
        PullKind.Never or PullKind.Build => "",
        PullKind.Missing when images.Contains(reference) && !ImageReference.IsLatest(reference) => "Image is already present locally",
        _ => null,
    };
}
