using Compose.Files.Text;
using Compose.Files.Yaml;

namespace Compose.Planning.Lint;

/// <summary>A service or a job in canonical form.</summary>
internal sealed record LintService(string Name, AttributePath Path, SourceSpan NameSpan, YamlMapping Tree)
{
    public bool IsBuilt => Tree["build"] is YamlMapping;

    /// <summary>The program of a provider stands for the service: there is no container of ours.</summary>
    public bool IsProvided => Tree.Contains("provider");
}
