namespace Compose.Host;

public enum FileKind
{
    File,
    Folder,
    Link,

    /// <summary>A pipe, a socket or a device: opening it can block.</summary>
    Other,
}
