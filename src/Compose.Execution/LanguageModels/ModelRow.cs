namespace Compose.Execution.LanguageModels;

/// <summary>A row of `docker model ls --json`.</summary>
internal sealed record ModelRow
{
    public IReadOnlyList<string>? Tags { get; init; }
}
