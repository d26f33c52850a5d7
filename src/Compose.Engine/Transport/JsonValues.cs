using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Compose.Engine.Errors;

namespace Compose.Engine.Transport;

/// <summary>JSON values one after another in a body, each returned as soon as it is complete.</summary>
internal static class JsonValues
{
    internal static async IAsyncEnumerable<T> ReadAsync<T>(
        Stream body, JsonTypeInfo<T> type, string request, [EnumeratorCancellation] CancellationToken cancellationToken)
        where T : class
    {
        var limit = new ValueLimit(body, request);
        var values = JsonSerializer.DeserializeAsyncEnumerable(limit, type, topLevelValues: true, cancellationToken)
            .GetAsyncEnumerator(cancellationToken);
        await using (values.ConfigureAwait(false))
        {
            while (await NextAsync(values, request).ConfigureAwait(false) is { } value)
            {
                limit.OnValue();
                yield return value;
            }
        }
    }

    private static async ValueTask<T?> NextAsync<T>(IAsyncEnumerator<T?> values, string request)
        where T : class
    {
        try
        {
            return await values.MoveNextAsync().ConfigureAwait(false)
                ? values.Current ?? throw EngineError.Garbled(request, "a value is null")
                : null;
        }
        catch (JsonException e)
        {
            throw EngineError.Garbled(request, e.Message);
        }
    }
}
