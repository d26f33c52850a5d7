namespace Compose.Execution.LanguageModels;

/// <summary>`docker model status --json`.</summary>
internal sealed record ModelStatus
{
    public string? Endpoint { get; init; }
}
