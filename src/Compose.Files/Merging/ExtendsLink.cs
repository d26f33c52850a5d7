namespace Compose.Files.Merging;

/// <summary>One service in a chain of `extends`.</summary>
internal sealed record ExtendsLink(ServiceSet Set, string Service)
{
    /// <summary>
    /// The same service: in the same file, read from the same folder, by whatever path. A file that is reached through links in two folders
    /// counts twice, because its relative paths lead to different files.
    /// </summary>
    public bool IsSame(ServiceSet set, string service) => service == Service && (ReferenceEquals(set, Set) || set.Identity == Set.Identity);
}
