using System.Collections.Immutable;
using System.Text.Json;
using Compose.Host.Processes;

namespace Compose.Execution.Providers;

/// <summary>One run of a provider: reads its messages until it ends.</summary>
internal sealed class ProviderCall(ChildProcess child, Action<string> onInfo, Action<string> onDebug)
{
    private readonly ImmutableArray<ProvidedVariable>.Builder _variables = ImmutableArray.CreateBuilder<ProvidedVariable>();

    public ImmutableArray<ProvidedVariable> Variables => _variables.ToImmutable();

    /// <summary>What is wrong, in the words of the provider where it reports an error; null when nothing is.</summary>
    public async Task<string?> ReadAsync(CancellationToken cancellationToken)
    {
        string? problem = null;
        try
        {
            // A provider that has reported an error is not cut off: it may still be cleaning up.
            await foreach (var message in JsonSerializer.DeserializeAsyncEnumerable(
                child.Output, ProviderJson.Default.ProviderMessage, topLevelValues: true, cancellationToken))
                problem ??= Take(message ?? new ProviderMessage());
        }
        catch (JsonException)
        {
            // What follows cannot be told apart any more.
            problem ??= "invalid response from provider: its output is not JSON";
            child.Kill();
        }

        return problem;
    }

    private string? Take(ProviderMessage message)
    {
        var text = message.Message ?? "";
        switch (message.Type)
        {
            case "info":
                onInfo(text.TrimEnd('\n').Split('\n')[0]);
                return null;
            case "debug":
                onDebug(text);
                return null;
            case "error":
                return text;
            case "setenv" or "rawsetenv" when ProvidedVariable.Parse(text, isRaw: message.Type == "rawsetenv") is { } variable:
                _variables.Add(variable);
                return null;
            case "setenv" or "rawsetenv":
                return $"invalid response from provider: {message.Type} needs NAME=value";
            default:
                return $"invalid response from provider: unknown type \"{message.Type}\"";
        }
    }
}
