using Compose.Files.Yaml;

namespace Compose.Files.Schema;

/// <summary>
/// Services and resources that are checked and canonical. A later file that says nothing of one leaves the very node, so it need not be
/// looked at again: what a file costs is what it says, not what was there before.
/// </summary>
internal sealed class ProcessedNodes
{
    private readonly HashSet<YamlNode> _nodes = new(ReferenceEqualityComparer.Instance);

    public bool Contains(YamlNode node) => _nodes.Contains(node);

    /// <summary>Everything in the sections of a tree.</summary>
    public void Add(YamlMapping tree)
    {
        foreach (var section in tree.Entries)
            if (section.Value is YamlMapping mapping)
                foreach (var entry in mapping.Entries)
                    _nodes.Add(entry.Value);
    }
}
