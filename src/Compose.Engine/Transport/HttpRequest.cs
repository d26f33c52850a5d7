using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Compose.Engine.Transport;

internal sealed record HttpRequest(string Method, string Target)
{
    internal ReadOnlyMemory<byte> Body { get; init; }

    /// <summary>A body of unknown length, sent in chunks.</summary>
    internal Stream? BodyStream { get; init; }

    internal string? ContentType { get; init; }

    /// <summary>The value of <c>X-Registry-Auth</c>.</summary>
    internal string? RegistryAuth { get; init; }

    /// <summary>The value of <c>X-Registry-Config</c>.</summary>
    internal string? RegistryConfig { get; init; }

    /// <summary>Ask for the raw connection.</summary>
    internal bool Hijack { get; init; }

    /// <summary>A long answer, all of which the engine has already: its reader may block.</summary>
    internal bool IsBulk { get; init; }

    internal static HttpRequest WithJson<T>(string method, Target target, T body, JsonTypeInfo<T> type) =>
        new(method, target.ToString()) { Body = JsonSerializer.SerializeToUtf8Bytes(body, type), ContentType = "application/json" };

    internal HttpRequestMessage At(Uri endpoint)
    {
        // A name with dots between slashes would be another path than the one that was asked for.
        var asWritten = new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true };
        var message = new HttpRequestMessage(new HttpMethod(Method), new Uri($"http://{endpoint.Authority}{Target}", asWritten))
        {
            Content = BodyStream is not null ? new StreamContent(BodyStream) : Body.Length > 0 ? new ReadOnlyMemoryContent(Body) : null,
        };
        if (ContentType is not null)
            message.Content!.Headers.ContentType = new MediaTypeHeaderValue(ContentType);
        Add(message, "X-Registry-Auth", RegistryAuth);
        Add(message, "X-Registry-Config", RegistryConfig);
        if (IsBulk)
            message.Options.Set(EngineHandler.BulkKey, true);
        if (Hijack)
        {
            Add(message, "Connection", "Upgrade");
            Add(message, "Upgrade", "tcp");
        }

        return message;
    }

    private static void Add(HttpRequestMessage message, string name, string? value)
    {
        if (value is not null)
            message.Headers.TryAddWithoutValidation(name, value);
    }
}
