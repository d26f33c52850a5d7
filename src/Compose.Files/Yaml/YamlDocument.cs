namespace Compose.Files.Yaml;

/// <summary>One document of a file; an empty one has a null for its root.</summary>
public sealed record YamlDocument(YamlNode Root);
