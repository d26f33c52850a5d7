namespace Compose.Engine.Wire;

public sealed record ImageSummary
{
    public string Id { get => field ?? ""; init; }
    public string ParentId { get => field ?? ""; init; }
    public IReadOnlyList<string> RepoTags { get => field ?? []; init; }
    public IReadOnlyList<string> RepoDigests { get => field ?? []; init; }

    /// <summary>Seconds since 1970.</summary>
    public long Created { get; init; }

    public long Size { get; init; }
    public IReadOnlyDictionary<string, string> Labels { get => field ?? Nothing.Strings; init; }

    /// <summary>-1 when the engine did not count.</summary>
    public long Containers { get; init; }
}
