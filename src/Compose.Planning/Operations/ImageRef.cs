namespace Compose.Planning.Operations;

/// <summary>
/// The image of a container. <paramref name="Digest"/> is its identity as in the label; null if <paramref name="Maker"/>, a step of this
/// plan, pulls or builds it: then it is read after that step.
/// </summary>
public sealed record ImageRef(string Reference, string? Digest, StepId? Maker = null);
