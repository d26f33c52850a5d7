using System.Text.Json.Serialization;

namespace Compose.Execution.Providers;

[JsonSourceGenerationOptions(PropertyNameCaseInsensitive = true, GenerationMode = JsonSourceGenerationMode.Metadata)]
[JsonSerializable(typeof(ProviderMetadata))]
[JsonSerializable(typeof(ProviderMessage))]
internal sealed partial class ProviderJson : JsonSerializerContext;
