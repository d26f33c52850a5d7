namespace Compose.Engine.Wire;

public sealed record DeviceRequest
{
    public string? Driver { get; init; }

    /// <summary>-1 asks for all.</summary>
    public int? Count { get; init; }

    public IReadOnlyList<string>? DeviceIDs { get; init; }

    /// <summary>Any one of these sets of capabilities.</summary>
    public IReadOnlyList<IReadOnlyList<string>>? Capabilities { get; init; }

    public IReadOnlyDictionary<string, string>? Options { get; init; }
}
