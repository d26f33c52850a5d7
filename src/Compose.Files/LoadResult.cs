using System.Collections.Frozen;
using Compose.Files.Diagnostics;
using Compose.Files.Explaining;
using Compose.Files.Model;
using Compose.Files.Text;
using Compose.Files.Yaml;

namespace Compose.Files;

/// <summary>
/// What a load found. With errors among the <see cref="Diagnostics"/> there is no project; a <see cref="Tree"/> may still be there, as far
/// as it came.
/// </summary>
public sealed record LoadResult(SourceSet Sources, DiagnosticBag Diagnostics)
{
    /// <summary>The canonical, normalized tree with only what is selected: what `config` prints.</summary>
    public YamlMapping? Tree { get; init; }

    /// <summary>The files as they were parsed, by the id of their source: without interpolation, includes and merging.</summary>
    public IReadOnlyDictionary<int, YamlStream> Parsed { get; init; } = FrozenDictionary<int, YamlStream>.Empty;

    public ComposeProject? Project { get; init; }

    /// <summary>The contributions of each file; set if <see cref="LoadRequest.Trace"/> is.</summary>
    public ContributionLog? Contributions { get; init; }
}
