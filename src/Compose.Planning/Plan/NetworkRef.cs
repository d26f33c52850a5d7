namespace Compose.Planning;

/// <summary>A network by its name on the engine; <paramref name="Maker"/> when a step of the plan makes it, <paramref name="Id"/> when it is there.</summary>
public sealed record NetworkRef(string Name, string? Id = null, StepId? Maker = null)
{
    /// <summary>What to ask the engine with: names may be held by two networks, ids not.</summary>
    public string IdOrName => Id ?? Name;
}
