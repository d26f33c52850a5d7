using Compose.Files.Text;
using Compose.Files.Yaml;

namespace Compose.Files.Merging;

/// <summary>A file that was read and parsed.</summary>
internal sealed record ParsedFile(SourceText Source, YamlStream Stream);
