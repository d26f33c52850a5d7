using System.Collections.Immutable;
using Compose.Files.Model;
using Compose.Planning.Naming;

namespace Compose.Planning.Observed;

/// <summary>A network of the project, or one whose name the project uses.</summary>
public sealed record ObservedNetwork(string Id, string Name)
{
    public NamedMap<string> Labels { get; init; } = NamedMap<string>.Empty;

    /// <summary>The engine's values by attribute path.</summary>
    public NamedMap<string> Attributes { get; init; } = NamedMap<string>.Empty;

    public string? Project => Label(LabelNames.Project);
    public string? Key => Label(LabelNames.Network);
    /// <summary>Its address ranges, including those that the engine has chosen.</summary>
    public ImmutableArray<ObservedPool> Pools { get; init; } = [];

    public string? ConfigHash => Label(LabelNames.ConfigHash);

    public string? Label(string name) => Labels.TryGet(name, out var value) ? value : null;
}
