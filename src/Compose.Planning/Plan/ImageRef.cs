namespace Compose.Planning;

/// <summary>
/// The image of a container. <paramref name="Digest"/> is its identity as the label records it; null when <paramref name="Maker"/>, a step of
/// this plan, is still to get the image: then it is asked for after that step.
/// </summary>
public sealed record ImageRef(string Reference, string? Digest, StepId? Maker = null);
