using Compose.Files;
using Compose.Files.Hashing;
using Compose.Files.Model;
using Compose.Files.Yaml;

namespace Compose.Cli.Commands.Config;

/// <summary>
/// The answers of `config --services`, `--images` and so on. Where Docker Compose answers in a random order, ours is by name.
/// </summary>
internal static class ConfigQuestions
{
    /// <summary>Services after those they depend on.</summary>
    public static IEnumerable<string> Services(ComposeProject project)
    {
        var named = new HashSet<string>(StringComparer.Ordinal);
        var order = new List<string>();
        foreach (var service in project.Services.Values)
            Visit(service);
        return order;

        void Visit(Service service)
        {
            if (!named.Add(service.Name))
                return;
            foreach (var dependency in service.DependsOn.Keys)
                if (project.Services.TryGet(dependency, out var other))
                    Visit(other);
            order.Add(service.Name);
        }
    }

    public static IEnumerable<string> ServicesAsWritten(YamlMapping? tree) =>
        tree?["services"] is YamlMapping services ? services.Entries.Select(entry => entry.Key).Order(StringComparer.Ordinal) : [];

    /// <summary>Every profile that a service names, of those that are off too.</summary>
    public static IEnumerable<string> Profiles(ComposeProject project) =>
        project.Services.Values.Concat(project.DisabledServices.Values).SelectMany(service => service.Profiles)
            .Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal);

    /// <summary>The image of each service, then those of its hooks that are others.</summary>
    public static IEnumerable<string> Images(ComposeProject project)
    {
        foreach (var service in project.Services.Values)
        {
            var image = service.Image is { Length: > 0 } own ? own : project.Name + project.Separator + service.Name;
            yield return image;
            foreach (var hook in service.PreStart)
                if (hook.Image is { Length: > 0 } other && other != image)
                    yield return other;
        }
    }

    public static IEnumerable<string> Hashes(ComposeProject project, Dialect dialect) =>
        project.Services.Values.Select(service => $"{service.Name} {ConfigHash.OfService(service.Source, dialect)}");
}
