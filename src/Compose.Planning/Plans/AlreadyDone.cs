namespace Compose.Planning.Plans;

/// <summary>A container that is already in the requested state: no step, but the command reports it.</summary>
public sealed record AlreadyDone(string Container, AlreadyDoneKind Kind);
