namespace Compose.Engine.Wire;

public sealed record VolumeList
{
    public IReadOnlyList<VolumeInspect> Volumes { get; init; } = [];
    public IReadOnlyList<string> Warnings { get; init; } = [];

    internal static VolumeList Read(ref WireCursor at) => at.Object(new VolumeList(), static (into, field, ref at) => field switch
    {
        "Volumes" => into with { Volumes = at.List(VolumeInspect.Read) },
        "Warnings" => into with { Warnings = at.Texts() },
        _ => at.Skip(into),
    });
}
