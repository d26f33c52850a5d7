using Compose.Files.Text;

namespace Compose.Files.Yaml;

/// <summary>A key of a mapping and its value; the key has a place of its own, for errors about names.</summary>
public readonly record struct YamlEntry(string Key, SourceSpan KeySpan, YamlNode Value);
