using System.Net.Http.Headers;
using System.Text.Json.Nodes;

namespace Compose.Engine.Transport;

/// <summary>
/// Upstream passes nothing of its own to a handler and its errors do not name the request, so a call and its handler share a note.
/// </summary>
internal sealed class CallNote
{
    private static readonly AsyncLocal<CallNote?> Current = new();

    /// <summary>Method and path of the request, for errors.</summary>
    internal string Request { get; private set; } = "a request";

    private string? MacAddress { get; init; }

    internal static CallNote Begin(string? macAddress) => Current.Value = new CallNote { MacAddress = macAddress };

    internal sealed class Handler(HttpMessageHandler inner) : DelegatingHandler(inner)
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            if (Current.Value is { } note)
            {
                note.Request = $"{request.Method} {request.RequestUri!.AbsolutePath}";
                if (note.MacAddress is { } address)
                    request.Content = await WithMacAddressAsync(request.Content!, address, cancellationToken).ConfigureAwait(false);
            }

            return await base.SendAsync(request, cancellationToken).ConfigureAwait(false);
        }

        /// <summary>Upstream has no address of the whole container, which engines before API 1.44 need in a create call.</summary>
        private static async Task<HttpContent> WithMacAddressAsync(HttpContent content, string address, CancellationToken cancellationToken)
        {
            var body = JsonNode.Parse(await content.ReadAsByteArrayAsync(cancellationToken).ConfigureAwait(false))!;
            body["MacAddress"] = address;
            return new StringContent(body.ToJsonString(), new MediaTypeHeaderValue("application/json"));
        }
    }
}
