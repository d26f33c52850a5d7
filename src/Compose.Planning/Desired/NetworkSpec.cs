using Compose.Files.Model;

namespace Compose.Planning.Desired;

/// <summary>A network as declared, with the labels that it is to carry.</summary>
public sealed record NetworkSpec(Network Network, SpecHash Hash, NamedMap<string> Labels)
{
    public string Key => Network.Key;
    public string Name => Network.Name;
}
