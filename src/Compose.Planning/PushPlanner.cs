using Compose.Files.Model;

namespace Compose.Planning;

/// <summary>`push`: what the project builds and names, under every name that it gives.</summary>
public static class PushPlanner
{
    public static Plan Plan(ComposeProject project, bool ignoreFailures)
    {
        var steps = new PlanBuilder { OnFailure = FailurePolicy.ContinueIndependent };
        var tags = new List<(string Reference, string Service)>();
        foreach (var service in project.Services.Values)
        {
            if (service is { Build: { } build, Image: { Length: > 0 } image })
                tags.AddRange(build.Tags.Prepend(image).Select(tag => (tag, service.Name)));
            else
                steps.LeaveAlone(service.Name, "");
        }

        foreach (var group in tags.GroupBy(tag => tag.Reference, StringComparer.Ordinal))
            steps.Add(new Operation.PushImage(group.Key, [.. group.Select(tag => tag.Service).Distinct()], ignoreFailures), new Reason(ReasonCode.Requested));
        return steps.Build();
    }
}
