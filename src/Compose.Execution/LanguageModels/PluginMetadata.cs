namespace Compose.Execution.LanguageModels;

/// <summary>What a plugin of the docker command line tells of itself.</summary>
internal sealed record PluginMetadata
{
    public string? Version { get; init; }
}
