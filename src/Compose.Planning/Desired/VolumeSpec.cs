using Compose.Files.Model;

namespace Compose.Planning.Desired;

/// <summary>A volume as declared, with the labels that it is to carry.</summary>
public sealed record VolumeSpec(Volume Volume, SpecHash Hash, NamedMap<string> Labels)
{
    public string Key => Volume.Key;
    public string Name => Volume.Name;
}
