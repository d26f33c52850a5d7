using Compose.Files.Model;

namespace Compose.Planning.Desired;

/// <summary>A declared network with its labels.</summary>
public sealed record NetworkSpec(Network Network, SpecHash Hash, NamedMap<string> Labels)
{
    public string Key => Network.Key;
    public string Name => Network.Name;
}
