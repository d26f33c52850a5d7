namespace Compose.Files.Model;

/// <summary>The variables by which a service learns of a model.</summary>
public sealed record ServiceModel
{
    public string? EndpointVariable { get; init; }
    public string? ModelVariable { get; init; }
}
