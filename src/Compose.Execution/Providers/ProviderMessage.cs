namespace Compose.Execution.Providers;

/// <summary>A line of a provider: `info`, `error`, `debug`, or a variable as `NAME=value` (`setenv`, `rawsetenv`).</summary>
internal sealed record ProviderMessage
{
    public string? Type { get; init; }
    public string? Message { get; init; }
}
