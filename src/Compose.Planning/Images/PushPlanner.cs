using Compose.Files.Model;
using Compose.Planning.Operations;
using Compose.Planning.Plans;

namespace Compose.Planning.Images;

/// <summary>`push`: images that the project builds and names, under all their tags.</summary>
internal static class PushPlanner
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
                steps.Skip(new Resource(ResourceKind.Service, service.Name), "");
        }

        foreach (var group in tags.GroupBy(tag => tag.Reference, StringComparer.Ordinal))
            steps.Add(new Operation.PushImage(group.Key, [.. group.Select(tag => tag.Service).Distinct()], ignoreFailures),
                new Reason(ReasonCode.Requested));
        return steps.Build();
    }
}
