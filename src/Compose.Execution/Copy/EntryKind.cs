namespace Compose.Execution.Copy;

/// <summary>What stands under a name of a folder. A symbolic link is a link, wherever it leads.</summary>
internal enum EntryKind
{
    None,
    File,
    Folder,
    Link,

    /// <summary>A device, a pipe or a socket.</summary>
    Other,
}
