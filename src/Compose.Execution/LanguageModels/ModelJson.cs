using System.Text.Json.Serialization;

namespace Compose.Execution.LanguageModels;

[JsonSourceGenerationOptions(PropertyNameCaseInsensitive = true, GenerationMode = JsonSourceGenerationMode.Metadata)]
[JsonSerializable(typeof(ModelStatus))]
[JsonSerializable(typeof(ModelRow[]))]
[JsonSerializable(typeof(PluginMetadata))]
internal sealed partial class ModelJson : JsonSerializerContext;
