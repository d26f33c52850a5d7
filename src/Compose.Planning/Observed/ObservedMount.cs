using Compose.Files.Model;

namespace Compose.Planning.Observed;

/// <summary>A mount of a container. <paramref name="Name"/> is the volume's name; the engine names anonymous volumes.</summary>
public sealed record ObservedMount(MountType Type, string? Name, string? Source, string Target, bool ReadOnly = false);
