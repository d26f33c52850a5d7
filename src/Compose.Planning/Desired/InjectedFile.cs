using Compose.Files.Model;

namespace Compose.Planning.Desired;

/// <summary>
/// A config or secret that is written into the container. The content stays in the model: nothing that prints a plan may come by it.
/// </summary>
public sealed record InjectedFile(string Kind, FileObject Object, string Path, int Mode, int? Uid, int? Gid)
{
    public override string ToString() => $"{Kind} {Object.Key} -> {Path}";
}
