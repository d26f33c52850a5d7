using System.Text.Json;
using System.Text.Json.Serialization;

namespace Compose.Planning.Pictures;

/// <summary>The graph as JSON (schemas/graph.schema.json).</summary>
public static class GraphJson
{
    public static string Of(StackGraph graph) =>
        JsonSerializer.Serialize(GraphDocument.Of(graph), GraphJsonContext.Default.GraphDocument) + "\n";
}

[JsonSourceGenerationOptions(
    GenerationMode = JsonSourceGenerationMode.Serialization, WriteIndented = true, NewLine = "\n",
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(GraphDocument))]
internal sealed partial class GraphJsonContext : JsonSerializerContext;
