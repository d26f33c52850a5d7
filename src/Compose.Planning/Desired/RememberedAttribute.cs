namespace Compose.Planning.Desired;

/// <summary>An attribute as a label has it: the digest of its value, or nothing in its place, and its text where that may be there.</summary>
public sealed record RememberedAttribute(string Digest, string? Text);
