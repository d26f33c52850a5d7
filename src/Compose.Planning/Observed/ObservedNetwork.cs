using System.Collections.Immutable;
using Compose.Files.Model;
using Compose.Planning.Desired;

namespace Compose.Planning.Observed;

/// <summary>A network on the engine: one of the project, or one whose name the project uses.</summary>
public sealed record ObservedNetwork(string Id, string Name)
{
    public NamedMap<string> Labels { get; init; } = NamedMap<string>.Empty;

    /// <summary>Values by attribute path as the engine has them.</summary>
    public NamedMap<string> Attributes { get; init; } = NamedMap<string>.Empty;

    public string? Project => Label(LabelNames.Project);
    public string? Key => Label(LabelNames.Network);
    /// <summary>Where its addresses come from, the engine's own choices among them.</summary>
    public ImmutableArray<ObservedPool> Pools { get; init; } = [];

    public string? ConfigHash => Label(LabelNames.ConfigHash);

    public string? Label(string name) => Labels.TryGet(name, out var value) ? value : null;
}
