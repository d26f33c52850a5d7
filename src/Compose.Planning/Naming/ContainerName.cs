using Compose.Files.Model;

namespace Compose.Planning.Naming;

/// <summary>Names of containers, final and temporary.</summary>
public static class ContainerName
{
    private const int ShortId = 12;

    public static string Of(ComposeProject project, Service service, int number) =>
        service.ContainerName is { Length: > 0 } name ? name : Numbered(project, service.Name, number);

    public static string Numbered(ComposeProject project, string service, int number) =>
        string.Join(project.Separator, project.Name, service, number);

    public static string OneOff(ComposeProject project, string service, string slug) =>
        string.Join(project.Separator, project.Name, service, "run", slug[..Math.Min(ShortId, slug.Length)]);

    /// <summary>The name of a new container while the old one still has the final name.</summary>
    public static string Temporary(string oldId, string name) => $"{oldId[..Math.Min(ShortId, oldId.Length)]}_{name}";

    /// <summary>The name of an old container after it was renamed for its replacement; it contains its own id.</summary>
    public static string OfReplaced(string id, string name) => name + Mark(id);

    public static bool IsReplaced(string id, string name) =>
        name.Length > Mark(id).Length && name.EndsWith(Mark(id), StringComparison.Ordinal);

    public static string Final(string id, string name) => IsReplaced(id, name) ? name[..^Mark(id).Length] : name;

    /// <summary>
    /// Whether it is a temporary name; <paramref name="replaced"/> is the value of its com.docker.compose.replace label, which the final
    /// name ends with.
    /// </summary>
    public static bool IsTemporary(string found, string replaced)
    {
        var at = found.IndexOf('_');
        return at is > 0 and <= ShortId && found.Take(at).All(char.IsAsciiHexDigitLower)
            && found.AsSpan(at + 1).EndsWith(replaced, StringComparison.Ordinal);
    }

    /// <summary>The value of com.docker.compose.replace.</summary>
    public static string ReplaceLabel(ComposeProject project, Service service, int number) =>
        service.ContainerName is { Length: > 0 } name ? name : string.Join(project.Separator, service.Name, number);

    private static string Mark(string id) => "_" + id[..Math.Min(ShortId, id.Length)];
}
