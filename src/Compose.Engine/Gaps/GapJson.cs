using System.Text.Json;
using System.Text.Json.Serialization;
using Compose.Engine.Registry;
using Docker.DotNet.Models;

namespace Compose.Engine.Gaps;

/// <summary>The documents of our own requests: upstream keeps its serializer to itself.</summary>
[JsonSourceGenerationOptions(
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    GenerationMode = JsonSourceGenerationMode.Metadata,
    Converters = [typeof(Nanoseconds)])]
[JsonSerializable(typeof(AuthResponse))]
[JsonSerializable(typeof(CommitContainerChangesResponse))]
[JsonSerializable(typeof(ContainerStatsResponse))]
[JsonSerializable(typeof(ContainerWaitResponse))]
[JsonSerializable(typeof(DistributionInspectResponse))]
[JsonSerializable(typeof(ExecStart))]
[JsonSerializable(typeof(InspectedImage))]
[JsonSerializable(typeof(System.Text.Json.Nodes.JsonObject))]
[JsonSerializable(typeof(Message))]
[JsonSerializable(typeof(Platform))]
[JsonSerializable(typeof(ServiceCreateResponse))]
[JsonSerializable(typeof(ServiceSpec))]
[JsonSerializable(typeof(ServiceUpdateResponse))]
[JsonSerializable(typeof(SwarmConfigSpec))]
[JsonSerializable(typeof(SwarmSecretSpec))]
[JsonSerializable(typeof(TransferMessage))]
[JsonSerializable(typeof(IList<Secret>))]
[JsonSerializable(typeof(IList<SwarmConfig>))]
[JsonSerializable(typeof(IReadOnlyList<Ulimit>))]
[JsonSerializable(typeof(IReadOnlyList<string>))]
[JsonSerializable(typeof(IReadOnlyDictionary<string, string>))]
[JsonSerializable(typeof(IReadOnlyDictionary<string, RegistryCredential>))]
internal sealed partial class GapJson : JsonSerializerContext
{
    /// <summary>The intervals of a health check, and of updates of a service.</summary>
    private sealed class Nanoseconds : JsonConverter<TimeSpan>
    {
        public override TimeSpan Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            System.TimeSpan.FromTicks(reader.GetInt64() / System.TimeSpan.NanosecondsPerTick);

        public override void Write(Utf8JsonWriter writer, TimeSpan value, JsonSerializerOptions options) =>
            writer.WriteNumberValue(value.Ticks * System.TimeSpan.NanosecondsPerTick);
    }
}
