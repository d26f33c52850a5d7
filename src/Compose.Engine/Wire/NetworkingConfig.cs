namespace Compose.Engine.Wire;

public sealed record NetworkingConfig
{
    /// <summary>By network name; more than one needs <see cref="ApiVersions.SeveralEndpointsAtCreate"/>.</summary>
    public IReadOnlyDictionary<string, EndpointSettings>? EndpointsConfig { get; init; }
}
