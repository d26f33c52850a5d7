namespace Compose.Execution.Providers;

/// <summary>What a provider tells of itself: the commands that it has, and the options of each. Null where it does not say.</summary>
internal sealed record ProviderMetadata
{
    public static readonly ProviderMetadata None = new();

    public string? Description { get; init; }
    public ProviderCommand? Up { get; init; }
    public ProviderCommand? Down { get; init; }
    public ProviderCommand? Stop { get; init; }

    /// <summary>A provider without metadata takes every option.</summary>
    public bool IsEmpty => string.IsNullOrEmpty(Description) && Up?.Parameters is null && Down?.Parameters is null;
}
