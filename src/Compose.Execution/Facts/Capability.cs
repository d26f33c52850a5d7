namespace Compose.Execution.Facts;

/// <summary>Something that ncompose can do with some engines. <paramref name="Reason"/> says why not, and what happens instead.</summary>
public sealed record Capability(string Name, string? Reason)
{
    public bool Works => Reason is null;
}
