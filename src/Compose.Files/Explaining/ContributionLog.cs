using System.Collections.Immutable;
using Compose.Files.Text;
using Compose.Files.Yaml;

namespace Compose.Files.Explaining;

/// <summary>
/// The trees of all files in the order of merging. Trees are immutable, so recording only keeps them; contributions are looked up on
/// demand.
/// </summary>
public sealed class ContributionLog
{
    private readonly List<Layer> _layers = [];
    private readonly Dictionary<(int Source, int Start), ImmutableArray<UsedVariable>> _variables = [];

    internal IReadOnlyList<Layer> Layers => _layers;

    internal void Add(SourceText source, YamlMapping document, ResetSet? resets) =>
        _layers.Add(new Layer(source.Name, document, resets, null));

    internal void AddExtended(string service, YamlNode node) => _layers.Add(new Layer(null, node, null, service));

    internal void AddVariables(SourceSpan span, ImmutableArray<UsedVariable> variables) =>
        _variables[(span.Source, span.Start)] = variables;

    /// <summary>The variables that a value was made from.</summary>
    public ImmutableArray<UsedVariable> VariablesOf(SourceSpan span) => _variables.GetValueOrDefault((span.Source, span.Start), []);

    /// <summary>One document, or one service of it that another extends.</summary>
    internal sealed record Layer(string? File, YamlNode Tree, ResetSet? Resets, string? ExtendedBy);
}
