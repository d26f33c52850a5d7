using Compose.Watch.Changes;
using Compose.Watch.Entries;
using Compose.Watch.Rules;

namespace Compose.Watch.Manifests;

/// <summary>What a rule matches on the host, looked at once for all that is compared with it.</summary>
public sealed class HostLook
{
    private readonly List<HostEntry> _entries;
    private readonly List<string> _missing = [];

    private HostLook(ServiceRule rule, IReadOnlyList<string> roots, IEnumerable<string> paths)
    {
        (Rule, Roots) = (rule, roots);
        _entries = [.. roots.SelectMany(rule.Entries)];
        foreach (var path in paths)
            if (rule.EntryAt(path) is { } entry)
                _entries.Add(entry);
            else
                _missing.Add(path);
    }

    internal ServiceRule Rule { get; }

    /// <summary>Below these paths everything was looked at.</summary>
    internal IReadOnlyList<string> Roots { get; }

    internal IReadOnlyList<HostEntry> Entries => _entries;

    /// <summary>Paths that were looked at by themselves, where nothing is.</summary>
    internal IReadOnlyList<string> Missing => _missing;

    /// <summary>Everything that the rule matches: after a start of watch or of a container.</summary>
    public static HostLook Of(ServiceRule rule) => new(rule, [rule.Root], []);

    /// <summary>What a batch may have changed.</summary>
    public static HostLook Of(ServiceRule rule, ChangeBatch batch) =>
        new(rule, [.. batch.RescanRoots.Where(rule.MayMatchBelow)], batch.Paths.Where(rule.Matches));
}
