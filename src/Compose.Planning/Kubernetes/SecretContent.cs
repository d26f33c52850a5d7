namespace Compose.Planning.Kubernetes;

/// <summary>A file with a secret that kustomize reads; no manifest holds its content.</summary>
/// <param name="Path">Relative to the output folder.</param>
/// <param name="Origin">What the user calls it: `secret token`, or `DB_PASSWORD of service web`.</param>
/// <param name="Content">Null when it is not known here.</param>
public sealed record SecretContent(string Path, string Origin, string? Content);
