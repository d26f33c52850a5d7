namespace Compose.Engine.Wire;

public sealed record ImageSummary
{
    public string Id { get; init; } = "";
    public IReadOnlyList<string> RepoTags { get; init; } = [];

    /// <summary>Seconds since 1970.</summary>

    public IReadOnlyDictionary<string, string> Labels { get; init; } = Nothing.Strings;

    /// <summary>-1 when the engine did not count.</summary>

    internal static ImageSummary Read(ref WireCursor at) => at.Object(new ImageSummary(), static (into, field, ref at) => field switch
    {
        "Id" => into with { Id = at.Text() },
        "RepoTags" => into with { RepoTags = at.Texts() },
        "Labels" => into with { Labels = at.TextMap() },
        _ => at.Skip(into),
    });
}
