using Compose.Files.Model;

namespace Compose.Planning.Desired;

/// <summary>A declared volume with its labels.</summary>
public sealed record VolumeSpec(Volume Volume, SpecHash Hash, NamedMap<string> Labels)
{
    public string Key => Volume.Key;
    public string Name => Volume.Name;
}
