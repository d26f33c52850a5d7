using Compose.Files.Yaml;

namespace Compose.Planning.Kubernetes;

/// <summary>One file of the kustomize layout, relative to the output folder.</summary>
public sealed record Manifest(string Path, YamlMapping Tree);
