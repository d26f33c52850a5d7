namespace Compose.Planning.Operations;

/// <summary>An anonymous volume of the old container that the new one mounts at the same path.</summary>
public sealed record InheritedVolume(string Volume, string Target, bool ReadOnly);
