using Compose.Files.Model;
using Compose.Planning.Desired;

namespace Compose.Planning;

/// <summary>`pull`: asked for by the user, so that what `up` would leave alone (a tag that is there, a window that is not over) is refreshed.</summary>
public static class PullPlanner
{
    public static Plan Plan(ComposeProject project, NamedMap<ImageFacts> images, PullPolicy policy)
    {
        var steps = new PlanBuilder { OnFailure = FailurePolicy.ContinueIndependent };
        var wanted = new List<(string Reference, Service Service)>();
        foreach (var service in project.Services.Values)
        {
            if (service.Image is { Length: > 0 } image)
                Consider(image, service, policy.Policy ?? service.PullPolicy, service.Build is not null);
            else if (service.Provider is null)
                steps.LeaveAlone(service.Name, "No image to be pulled");
            var forHooks = (policy.Policy ?? service.PullPolicy) is "build" ? "missing" : policy.Policy ?? service.PullPolicy;
            foreach (var hook in service.PreStart.Select(hook => hook.Image).OfType<string>().Where(hook => hook.Length > 0 && hook != service.Image).Distinct())
                Consider(hook, service, forHooks, buildable: false);
        }

        foreach (var group in wanted.GroupBy(item => (item.Reference, item.Service.Platform)))
        {
            var pull = new Operation.PullImage(group.Key.Reference, group.Key.Platform, [.. group.Select(item => item.Service.Name).Distinct()], policy.IgnoreFailures)
            {
                Pin = policy.Pins.TryGet(group.Key.Reference, out var pin) ? pin : null,
                HasWindow = group.Any(item => PullWindow.Of(item.Service.PullPolicy) is not null),
            };
            steps.Add(pull, new Reason(ReasonCode.Requested));
        }

        return steps.Build();

        void Consider(string reference, Service service, string? said, bool buildable)
        {
            if (LeftAlone(reference, said, images) is { } why)
                steps.LeaveAlone("Image " + reference, why);
            else if (buildable && policy.IgnoreBuildable)
                steps.LeaveAlone("Image " + reference, "Image can be built");
            else
                wanted.Add((reference, service));
        }
    }

    /// <summary>Null when it is to be pulled. `latest` is expected to move, so that being there says nothing.</summary>
    private static string? LeftAlone(string reference, string? policy, NamedMap<ImageFacts> images) => policy switch
    {
        "never" or "build" => "",
        "missing" or "if_not_present" when images.Contains(reference) && !ImageReference.IsLatest(reference) => "Image is already present locally",
        _ => null,
    };
}
