namespace NCompose;

/// <summary>Something happened to a container, network, volume or image of a project.</summary>
/// <param name="Time">When it happened, by the clock of the engine.</param>
/// <param name="Kind"><c>container</c>, <c>network</c>, <c>volume</c> or <c>image</c>.</param>
/// <param name="Action">What happened, in the words of the engine: <c>start</c>, <c>die</c>, <c>health_status: healthy</c>.</param>
/// <param name="Service">The service; empty when it is about no container.</param>
/// <param name="Id">The id on the engine.</param>
/// <param name="Attributes">What else the engine says, such as the exit code.</param>
public sealed record StackEvent(
    DateTimeOffset Time, string Kind, string Action, string Service, string Id, IReadOnlyDictionary<string, string> Attributes);
