using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace Compose.Ui.Model;

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(UiDocument))]
[JsonSerializable(typeof(ImmutableArray<ProjectDocument>))]
[JsonSerializable(typeof(RunStep))]
[JsonSerializable(typeof(ActionRequest))]
[JsonSerializable(typeof(SessionRequest))]
[JsonSerializable(typeof(ExcerptDocument))]
internal sealed partial class UiJson : JsonSerializerContext;
