namespace Compose.Engine.Wire;

public sealed record DeviceMapping
{
    public string? PathOnHost { get; init; }
    public string? PathInContainer { get; init; }
    public string? CgroupPermissions { get; init; }
}
