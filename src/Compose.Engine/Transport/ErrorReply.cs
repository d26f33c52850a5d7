using System.Text.Json.Serialization;

namespace Compose.Engine.Transport;

/// <summary>The body of a refusal: upstream shows all of it as the message.</summary>
internal sealed record ErrorReply([property: JsonPropertyName("message")] string? Message);
