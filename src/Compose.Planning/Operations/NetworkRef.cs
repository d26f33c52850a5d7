namespace Compose.Planning.Operations;

/// <summary>
/// A network by name. <paramref name="Maker"/> is the step that creates it, if one does; <paramref name="Id"/> is set if it exists.
/// </summary>
public sealed record NetworkRef(string Name, string? Id = null, StepId? Maker = null)
{
    /// <summary>For requests to the engine: two networks may have the same name, but not the same id.</summary>
    public string IdOrName => Id ?? Name;
}
