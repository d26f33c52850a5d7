using Compose.Files.Model;

namespace Compose.Planning.Desired;

/// <summary>Services whose images other services are built from, with `service:NAME` as an additional context.</summary>
public static class BuildContexts
{
    public const string ServicePrefix = "service:";

    /// <summary>The services with a build, and those whose images they are built from; each once.</summary>
    public static IReadOnlyList<Service> WithContexts(ComposeProject project, IEnumerable<Service> services)
    {
        var all = services.Where(service => service.Build is not null).Distinct().ToList();
        for (var i = 0; i < all.Count; i++)
            all.AddRange(Of(project, all[i]).Where(service => service.Build is not null).Except(all).ToList());
        return all;
    }

    internal static IEnumerable<Service> Of(ComposeProject project, Service service) => service.Build?.AdditionalContexts.Values
        .Where(context => context.StartsWith(ServicePrefix, StringComparison.Ordinal))
        .Select(context => Find(project, context[ServicePrefix.Length..])).OfType<Service>() ?? [];

    internal static Service? Find(ComposeProject project, string name) =>
        project.Services.TryGet(name, out var service) || project.DisabledServices.TryGet(name, out service) ? service : null;
}
