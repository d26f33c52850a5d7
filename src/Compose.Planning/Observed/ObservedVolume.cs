using Compose.Files.Model;
using Compose.Planning.Naming;

namespace Compose.Planning.Observed;

/// <summary>A volume of the project, or one whose name the project uses.</summary>
public sealed record ObservedVolume(string Name)
{
    public string Driver { get; init; } = "local";
    public NamedMap<string> Labels { get; init; } = NamedMap<string>.Empty;

    /// <summary>The engine's values by attribute path.</summary>
    public NamedMap<string> Attributes { get; init; } = NamedMap<string>.Empty;

    public string? Project => Label(LabelNames.Project);
    public string? Key => Label(LabelNames.Volume);
    public string? ConfigHash => Label(LabelNames.ConfigHash);

    public string? Label(string name) => Labels.TryGet(name, out var value) ? value : null;
}
