using Compose.Files.Model;

namespace Compose.Planning.Desired;

/// <summary>The names of containers, and of those that stand in for one while it is replaced.</summary>
public static class ContainerName
{
    private const int ShortId = 12;

    public static string Of(ComposeProject project, Service service, int number) =>
        service.ContainerName is { Length: > 0 } name ? name : Numbered(project, service.Name, number);

    public static string Numbered(ComposeProject project, string service, int number) =>
        string.Join(project.Separator, project.Name, service, number);

    public static string OneOff(ComposeProject project, string service, string slug) =>
        string.Join(project.Separator, project.Name, service, "run", slug[..Math.Min(ShortId, slug.Length)]);

    /// <summary>The name a replacement is made under while the old container still has the final one.</summary>
    public static string StandIn(string oldId, string name) => $"{oldId[..Math.Min(ShortId, oldId.Length)]}_{name}";

    /// <summary>The name of a container that has given its own to its successor: it can be told from every other by its own id.</summary>
    public static string Retired(string id, string name) => name + Mark(id);

    public static bool IsRetired(string id, string name) => name.Length > Mark(id).Length && name.EndsWith(Mark(id), StringComparison.Ordinal);

    public static string Proper(string id, string name) => IsRetired(id, name) ? name[..^Mark(id).Length] : name;

    /// <summary>Whether a name is a stand-in's; <paramref name="replaced"/> is what its label says it replaces, which the final name ends with.</summary>
    public static bool IsStandIn(string found, string replaced)
    {
        var at = found.IndexOf('_');
        return at is > 0 and <= ShortId && found.Take(at).All(char.IsAsciiHexDigitLower) && found.AsSpan(at + 1).EndsWith(replaced, StringComparison.Ordinal);
    }

    /// <summary>What com.docker.compose.replace says of the container that a new one replaces.</summary>
    public static string Replaced(ComposeProject project, Service service, int number) =>
        service.ContainerName is { Length: > 0 } name ? name : string.Join(project.Separator, service.Name, number);

    private static string Mark(string id) => "_" + id[..Math.Min(ShortId, id.Length)];
}
