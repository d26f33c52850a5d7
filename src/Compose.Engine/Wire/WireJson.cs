using System.Text.Json.Serialization;
using Compose.Engine.Registry;

namespace Compose.Engine.Wire;

/// <summary>Every document that goes to the engine or comes from it, compiled; nothing is looked up at run time. The lists
/// that commands begin with are read by <see cref="WireCursor"/> instead.</summary>
[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, GenerationMode = JsonSourceGenerationMode.Metadata)]
[JsonSerializable(typeof(ContainerCreation))]
[JsonSerializable(typeof(ContainerCreated))]
[JsonSerializable(typeof(ContainerInspect))]
[JsonSerializable(typeof(ContainerProcesses))]
[JsonSerializable(typeof(ContainerExit))]
[JsonSerializable(typeof(ContainerStats))]
[JsonSerializable(typeof(UpdateReport))]
[JsonSerializable(typeof(PathStat))]
[JsonSerializable(typeof(ExecConfig))]
[JsonSerializable(typeof(ExecStart))]
[JsonSerializable(typeof(ExecInspect))]
[JsonSerializable(typeof(IdResponse))]
[JsonSerializable(typeof(NetworkCreation))]
[JsonSerializable(typeof(NetworkConnection))]
[JsonSerializable(typeof(NetworkDisconnection))]
[JsonSerializable(typeof(VolumeCreation))]
[JsonSerializable(typeof(IReadOnlyList<ImageRemoval>))]
[JsonSerializable(typeof(ImagePruneReport))]
[JsonSerializable(typeof(ProgressMessage))]
[JsonSerializable(typeof(DistributionInspect))]
[JsonSerializable(typeof(AuthReply))]
[JsonSerializable(typeof(EngineEvent))]
[JsonSerializable(typeof(EngineVersion))]
[JsonSerializable(typeof(EngineInfo))]
[JsonSerializable(typeof(ErrorReply))]
[JsonSerializable(typeof(RegistryCredential))]
[JsonSerializable(typeof(IReadOnlyDictionary<string, RegistryCredential>))]
[JsonSerializable(typeof(IReadOnlyDictionary<string, string>))]
[JsonSerializable(typeof(IReadOnlyList<string>))]
internal sealed partial class WireJson : JsonSerializerContext;
