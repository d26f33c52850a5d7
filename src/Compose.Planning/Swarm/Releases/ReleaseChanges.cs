using Compose.Planning.Swarm.Desired;
using Compose.Planning.Swarm.Specs;
using Docker.DotNet.Models;

namespace Compose.Planning.Swarm.Releases;

/// <summary>What a release has changed, in a few words for each service.</summary>
public static class ReleaseChanges
{
    public static IEnumerable<string> Between(Release before, Release after)
    {
        var (old, now) = (ByName(before), ByName(after));
        foreach (var name in old.Keys.Union(now.Keys).Order(StringComparer.Ordinal))
            if (!old.TryGetValue(name, out var was))
                yield return $"{name} added";
            else if (!now.TryGetValue(name, out var spec))
                yield return $"{name} removed";
            else if (!SpecFields.AreEqual(was, spec))
                yield return $"{name}: {Change(was, spec)}";
    }

    private static Dictionary<string, ServiceSpec> ByName(Release release) =>
        release.Services.ToDictionary(spec => Short(spec), spec => spec, StringComparer.Ordinal);

    /// <summary>Without the name of the stack.</summary>
    private static string Short(ServiceSpec spec) => spec.Labels is { } labels && labels.TryGetValue(StackLabels.Namespace, out var stack)
        ? StackServiceNames.Short(stack, spec.Name!) : spec.Name!;

    private static string Change(ServiceSpec was, ServiceSpec now)
    {
        if (ImageOf(was) != ImageOf(now))
            return $"{ImageOf(was)} → {ImageOf(now)}";
        if (was.Mode?.Replicated?.Replicas != now.Mode?.Replicated?.Replicas)
            return $"{was.Mode?.Replicated?.Replicas ?? 1} → {now.Mode?.Replicated?.Replicas ?? 1} replicas";
        var fields = SpecFields.Of(was).Except(SpecFields.Of(now)).Concat(SpecFields.Of(now).Except(SpecFields.Of(was)))
            .Select(field => SpecAttributes.Of(field.Key)).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal);
        return string.Join(" ", fields);
    }

    private static string? ImageOf(ServiceSpec spec) => spec.Labels is { } labels && labels.TryGetValue(StackLabels.Image, out var image)
        ? image : spec.TaskTemplate?.ContainerSpec?.Image;
}
