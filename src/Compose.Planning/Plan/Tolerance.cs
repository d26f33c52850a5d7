namespace Compose.Planning;

/// <summary>
/// Steps that replace one of several containers of a service. When one of them fails, the rest of the plan goes on without this container, as long
/// as no more than <paramref name="Failures"/> containers of the service have failed.
/// </summary>
public sealed record Tolerance(string Service, int Container, int Failures);
