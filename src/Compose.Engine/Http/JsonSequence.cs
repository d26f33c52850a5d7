using System.Buffers;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Compose.Engine.Http;

/// <summary>JSON values one after another in a stream, each handed out as soon as its last byte is there.</summary>
internal static class JsonSequence
{
    private const int FirstSize = 16 * 1024;

    internal static async IAsyncEnumerable<T> ReadAsync<T>(
        Stream stream, JsonTypeInfo<T> type, string request, [EnumeratorCancellation] CancellationToken cancel)
        where T : class
    {
        var buffer = ArrayPool<byte>.Shared.Rent(FirstSize);
        try
        {
            var end = 0;
            while (true)
            {
                var start = 0;
                while (Next(buffer.AsSpan(start, end - start), type, request, out var used) is { } value)
                {
                    start += used;
                    yield return value;
                }

                buffer.AsSpan(start, end - start).CopyTo(buffer);
                end -= start;
                buffer = end == buffer.Length ? Grown(buffer) : buffer;
                var count = await stream.ReadAsync(buffer.AsMemory(end), cancel).ConfigureAwait(false);
                if (count == 0)
                {
                    if (!IsBlank(buffer.AsSpan(0, end)))
                    {
                        throw EngineError.Cut(request, null);
                    }

                    yield break;
                }

                end += count;
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private static T? Next<T>(ReadOnlySpan<byte> text, JsonTypeInfo<T> type, string request, out int used)
        where T : class
    {
        used = 0;
        var blank = text.IndexOfAnyExcept(" \t\r\n"u8);
        if (blank < 0)
        {
            return null;
        }

        try
        {
            var reader = new Utf8JsonReader(text[blank..], isFinalBlock: false, default);
            if (!reader.Read() || !reader.TrySkip())
            {
                return null;
            }

            used = blank + (int)reader.BytesConsumed;
            return JsonSerializer.Deserialize(text[blank..used], type);
        }
        catch (JsonException e)
        {
            throw EngineError.Garbled(request, e.Message);
        }
    }

    private static bool IsBlank(ReadOnlySpan<byte> text) => text.IndexOfAnyExcept(" \t\r\n"u8) < 0;

    private static byte[] Grown(byte[] buffer)
    {
        var larger = ArrayPool<byte>.Shared.Rent(buffer.Length * 2);
        buffer.CopyTo(larger, 0);
        ArrayPool<byte>.Shared.Return(buffer);
        return larger;
    }
}
