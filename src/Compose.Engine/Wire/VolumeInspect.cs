namespace Compose.Engine.Wire;

public sealed record VolumeInspect
{
    public string Name { get; init; } = "";
    public string Driver { get; init; } = "";
    public string Mountpoint { get; init; } = "";
    public string Scope { get; init; } = "";
    public IReadOnlyDictionary<string, string> Labels { get; init; } = Nothing.Strings;
    public IReadOnlyDictionary<string, string> Options { get; init; } = Nothing.Strings;

    internal static VolumeInspect Read(ref WireCursor at) => at.Object(new VolumeInspect(), static (into, field, ref at) => field switch
    {
        "Name" => into with { Name = at.Text() },
        "Driver" => into with { Driver = at.Text() },
        "Mountpoint" => into with { Mountpoint = at.Text() },
        "Scope" => into with { Scope = at.Text() },
        "Labels" => into with { Labels = at.TextMap() },
        "Options" => into with { Options = at.TextMap() },
        _ => at.Skip(into),
    });
}
