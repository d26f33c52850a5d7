namespace Compose.Execution.Providers;

/// <summary>An option of a provider's command.</summary>
internal sealed record ProviderParameter
{
    public string Name { get; init; } = "";
    public string? Description { get; init; }
    public bool Required { get; init; }

    /// <summary>`string`, `integer`, `boolean` and others that are not checked.</summary>
    public string? Type { get; init; }

    /// <summary>The values that it can have, separated by commas.</summary>
    public string? Enum { get; init; }
}
