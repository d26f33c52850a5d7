using Compose.Files.Model;

namespace Compose.Planning.Observed;

/// <summary>A mount of a container. <paramref name="Name"/> is the volume's; an anonymous one has the name that the engine gave it.</summary>
public sealed record ObservedMount(MountType Type, string? Name, string? Source, string Target, bool ReadOnly = false);
