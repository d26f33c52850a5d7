using Compose.Files.Normalizing;
using Compose.Files.Yaml;

namespace Compose.Lsp.Answers;

/// <summary>The services that wait for a service, directly or through others, and the service itself.</summary>
internal static class Dependants
{
    public static HashSet<string> Of(string service, YamlMapping? tree)
    {
        var found = new HashSet<string>(StringComparer.Ordinal) { service };
        if (tree is null)
            return found;
        var waiting = tree.Entries("services").Concat(tree.Entries("jobs"))
            .SelectMany(
            entry => (entry.Value as YamlMapping)?.Entries("depends_on").Select(dependency => (dependency.Key, entry.Key)) ?? [])
            .ToLookup(pair => pair.Item1, pair => pair.Item2, StringComparer.Ordinal);
        var open = new Queue<string>([service]);
        while (open.TryDequeue(out var name))
            foreach (var dependant in waiting[name])
                if (found.Add(dependant))
                    open.Enqueue(dependant);
        return found;
    }
}
