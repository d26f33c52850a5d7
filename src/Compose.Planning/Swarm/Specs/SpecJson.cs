using System.Text.Json;
using System.Text.Json.Serialization;
using Docker.DotNet.Models;

namespace Compose.Planning.Swarm.Specs;

/// <summary>Specs as the engine reads them: the package keeps its serializer to itself.</summary>
[JsonSourceGenerationOptions(
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, GenerationMode = JsonSourceGenerationMode.Metadata,
    Converters = [typeof(Nanoseconds)])]
[JsonSerializable(typeof(ServiceSpec))]
[JsonSerializable(typeof(List<ServiceSpec>))]
public sealed partial class SpecJson : JsonSerializerContext
{
    private sealed class Nanoseconds : JsonConverter<TimeSpan>
    {
        public override TimeSpan Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            System.TimeSpan.FromTicks(reader.GetInt64() / System.TimeSpan.NanosecondsPerTick);

        public override void Write(Utf8JsonWriter writer, TimeSpan value, JsonSerializerOptions options) =>
            writer.WriteNumberValue(value.Ticks * System.TimeSpan.NanosecondsPerTick);
    }
}
