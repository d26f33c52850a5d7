namespace Compose.Engine.Wire;

public sealed record Ipam
{
    public string? Driver { get; init; }
    public IReadOnlyDictionary<string, string>? Options { get; init; }
    public IReadOnlyList<IpamPool>? Config { get; init; }

    internal static Ipam Read(ref WireCursor at) => at.Object(new Ipam(), static (into, field, ref at) => field switch
    {
        "Driver" => into with { Driver = at.Text() },
        "Options" => into with { Options = at.TextMap() },
        "Config" => into with { Config = at.List(IpamPool.Read) },
        _ => at.Skip(into),
    });
}
