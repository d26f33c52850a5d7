namespace Compose.Planning.Operations;

/// <summary>A volume by name. <paramref name="Maker"/> is the step that creates it, if one does.</summary>
public sealed record VolumeRef(string Name, StepId? Maker = null);
