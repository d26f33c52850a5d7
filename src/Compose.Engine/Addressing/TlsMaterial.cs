namespace Compose.Engine.Addressing;

/// <summary>
/// Files that make a TLS connection: the authority the engine's certificate must come from, and our own certificate with its
/// key. Each may be missing.
/// </summary>
public sealed record TlsMaterial(string? AuthorityFile, string? CertificateFile, string? KeyFile, bool Verify);
