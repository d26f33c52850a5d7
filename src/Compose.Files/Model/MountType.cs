namespace Compose.Files.Model;

public enum MountType
{
    Bind,
    Volume,
    Tmpfs,
    Image,
    NamedPipe,
    Cluster,
}
