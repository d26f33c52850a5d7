namespace Compose.Planning;

/// <summary>A volume by its name on the engine; <paramref name="Maker"/> when a step of the plan makes it.</summary>
public sealed record VolumeRef(string Name, StepId? Maker = null);
