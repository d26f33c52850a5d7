using System.Collections.Immutable;
using Compose.Files.Diagnostics;
using Compose.Files.Normalizing;
using Compose.Files.Text;
using Compose.Files.Values;
using Compose.Files.Yaml;

namespace Compose.Files.Selection;

/// <summary>Keeps the services that were named, by name or by pattern, and what they depend on; the others are off.</summary>
public static class ServiceFilter
{
    public static SelectedTree Apply(SelectedTree selected, ImmutableArray<string> names, bool withoutDependencies,
        DiagnosticBag diagnostics)
    {
        if (names.IsEmpty)
            return selected;
        var services = selected.Services;
        var kept = new HashSet<string>(StringComparer.Ordinal);
        var open = new Queue<string>();
        foreach (var name in names)
            if (!Find(services, name, kept, open))
                diagnostics.Add(NoSuchService(selected, name));
        while (!withoutDependencies && open.TryDequeue(out var name))
            foreach (var dependency in ((YamlMapping)services[name]!).Entries("depends_on"))
                if (!Find(services, dependency.Key, kept, open) && IsRequired(dependency.Value))
                    diagnostics.Add(NoSuchDependency(selected, dependency));
        var split = ProfileFilter.Split(selected.Tree, services, entry => kept.Contains(entry.Key));
        var disabled = split.Disabled.With(split.Disabled.Entries.AddRange(selected.Disabled.Entries));
        return new SelectedTree(split.Tree.MapMembers("services", (_, service) => WithoutOthers(service, kept)), disabled);
    }

    internal static bool IsRequired(YamlNode dependency) =>
        dependency is not YamlMapping mapping || mapping["required"] is not YamlScalar { Text: "false" };

    private static bool Find(YamlMapping services, string name, HashSet<string> kept, Queue<string> open)
    {
        if (services.Contains(name))
        {
            if (kept.Add(name))
                open.Enqueue(name);
            return true;
        }

        if (name.AsSpan().IndexOfAny("*?[\\") < 0)
            return false;
        var found = false;
        foreach (var entry in services.Entries)
        {
            if (!NamePattern.Matches(name, entry.Key))
                continue;
            found = true;
            if (kept.Add(entry.Key))
                open.Enqueue(entry.Key);
        }

        return found;
    }

    private static YamlMapping WithoutOthers(YamlMapping service, HashSet<string> kept) =>
        service.MapMapping("depends_on", dependencies =>
            dependencies.MapValues(entry => kept.Contains(entry.Key) ? entry.Value : null) is { Count: > 0 } left ? left : null);

    private static Diagnostic NoSuchService(SelectedTree selected, string name) =>
        Diagnostic.Error(DiagnosticCode.UnknownSelectedService, $"no such service: {name}", SourceSpan.None, help: Help(selected, name));

    private static Diagnostic NoSuchDependency(SelectedTree selected, YamlEntry dependency) =>
        Diagnostic.Error(DiagnosticCode.UnknownRequiredService, $"no such service: {dependency.Key}", dependency.KeySpan, "needed here",
            Help(selected, dependency.Key));

    private static string? Help(SelectedTree selected, string name)
    {
        if (selected.Disabled[name] is YamlMapping service)
            return ProfileFilter.Help(name, service);
        return NearestName.Help(name, selected.Services.Entries.Concat(selected.Disabled.Entries));
    }
}
