using Compose.Files.ShortForms;
using Compose.Files.Yaml;

namespace Compose.Files.Schema;

/// <summary>Turns the short form of a value into the long one; the same node when there is nothing to do.</summary>
public delegate YamlNode Expansion(YamlNode node, ExpansionContext context);
