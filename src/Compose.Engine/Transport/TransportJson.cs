using System.Text.Json.Serialization;

namespace Compose.Engine.Transport;

/// <summary>The documents that every call can have.</summary>
[JsonSourceGenerationOptions(GenerationMode = JsonSourceGenerationMode.Metadata)]
[JsonSerializable(typeof(ErrorReply))]
[JsonSerializable(typeof(IDictionary<string, IDictionary<string, bool>>))]
internal sealed partial class TransportJson : JsonSerializerContext;
