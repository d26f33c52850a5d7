namespace Compose.Engine.Artifacts;

/// <summary>A manifest as it was sent, and the digest of that.</summary>
internal sealed record FetchedManifest(string Digest, byte[] Content);
