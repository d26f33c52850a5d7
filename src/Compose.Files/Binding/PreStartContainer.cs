using Compose.Files.Diagnostics;
using Compose.Files.Merging;
using Compose.Files.Model;
using Compose.Files.Schema;
using Compose.Files.Text;
using Compose.Files.Yaml;

namespace Compose.Files.Binding;

/// <summary>
/// The container of a pre_start hook: what the service is, with what the hook declares merged over it as a second file would be.
/// </summary>
public static class PreStartContainer
{
    // The hook's container gets the mounts of the service's container by volumes_from, which includes anonymous volumes. Labels are for
    // programs that look for containers of the service, and a hook is none.
    private static readonly string[] NotInherited = ["volumes", "volumes_from", "labels", "label_file"];

    public static Service Of(Service service, Hook hook)
    {
        var inherited = service.Source.With([.. service.Source.Entries.Where(entry =>
            ServiceSchema.PreStartHook.IndexOf(entry.Key) >= 0 && !NotInherited.Contains(entry.Key))]);
        if (hook.Source.Contains("network_mode"))
            inherited = inherited.Without("networks");
        if (hook.Source.Contains("networks"))
            inherited = inherited.Without("network_mode");
        var container = ServiceBinder.Bind(
            service.Name, service.NameSpan, Merge(service.Name, inherited, hook.Source.Without("per_replica")));
        return container with { Image = container.Image ?? service.Image };
    }

    private static YamlMapping Merge(string name, YamlMapping inherited, YamlMapping own)
    {
        // Both sides have passed the checks of their files, so nothing is left that cannot be merged.
        var unused = new DiagnosticBag();
        var merged = Merger.Merge(Project(name, inherited), Project(name, own), unused);
        var container = (YamlMapping)((YamlMapping)UniqueItems.Enforce(merged, unused)["services"]!)[name]!;
        return container.With([.. container.Entries.Select(entry => entry with { Value = AsMapping(entry) })]);
    }

    /// <summary>Merging makes a list of names and values, such as environment.</summary>
    private static YamlNode AsMapping(YamlEntry entry) =>
        entry.Value is YamlSequence list
            && ServiceSchema.Service.Child(entry.Key) is { Kind: ValueKind.KeyValues or ValueKind.KeyOptionalValues }
            ? KeyValueTexts.ToMapping(list) : entry.Value;

    private static YamlMapping Project(string name, YamlMapping service) => Mapping("services", Mapping(name, service));

    private static YamlMapping Mapping(string key, YamlNode value) => new(SourceSpan.None, [new YamlEntry(key, SourceSpan.None, value)]);
}
