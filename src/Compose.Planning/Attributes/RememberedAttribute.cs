namespace Compose.Planning.Attributes;

/// <summary>An attribute in a label: the digest of its value or an empty text, and the value itself if it may be stored.</summary>
public sealed record RememberedAttribute(string Digest, string? Text);
