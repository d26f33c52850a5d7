namespace Compose.Planning.Desired;

/// <summary>An anonymous volume of the replaced container that its successor goes on using at the same place.</summary>
public sealed record InheritedVolume(string Volume, string Target, bool ReadOnly);
