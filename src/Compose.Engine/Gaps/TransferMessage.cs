using System.Text.Json.Serialization;
using Docker.DotNet.Models;

namespace Compose.Engine.Gaps;

/// <summary>Upstream reads only <c>errorDetail</c> of a message; some engines send the text alone.</summary>
internal sealed class TransferMessage : JSONMessage
{
    [JsonPropertyName("error")]
    public string? ErrorText { get; set; }
}
