namespace Compose.Planning.Plans;

/// <summary>
/// Marks the steps that replace one of several containers of a service. If one of them fails, the plan continues without this container, as
/// long as no more than <paramref name="Failures"/> containers of the service have failed.
/// </summary>
public sealed record FailureTolerance(string Service, int Container, int Failures);
