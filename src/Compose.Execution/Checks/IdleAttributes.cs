using Compose.Files.Diagnostics;
using Compose.Files.Model;
using Compose.Files.Schema;
using Compose.Files.Text;
using Compose.Files.Yaml;

namespace Compose.Execution.Checks;

/// <summary>Warns of attributes that one engine has no use for. Docker Compose ignores them too, mostly without a message.</summary>
internal static class IdleAttributes
{
    public static IEnumerable<Diagnostic> Check(ComposeProject project, bool isWindows)
    {
        var idle = project.Services.Values.SelectMany(service => IdleAttribute.OfService(service.Name, service.Source))
            .Concat(project.Secrets.Values.SelectMany(secret => OfResource("secrets", secret.Key, secret.Source)))
            .Concat(project.Configs.Values.SelectMany(config => OfResource("configs", config.Key, config.Source)))
            .Concat(project.Models.Values.SelectMany(model => OfResource("models", model.Key, model.Source)));
        foreach (var attribute in idle)
            yield return NoEffect(attribute.Path, attribute.Node, "remove it, or deploy to a swarm with --target swarm");
        foreach (var service in project.Services.Values)
            foreach (var problem in Check(project, service, isWindows))
                yield return problem;
    }

    private static IEnumerable<IdleAttribute> OfResource(string section, string key, YamlMapping? source) =>
        source is null ? [] : IdleAttribute.OfResource(section, key, source);

    private static IEnumerable<Diagnostic> Check(ComposeProject project, Service service, bool isWindows)
    {
        var path = AttributePath.Of("services", service.Name);
        foreach (var problem in CheckContainer(project, service.Source, path, isWindows))
            yield return problem;
        if (service.Source["build"] is YamlMapping build)
            foreach (var problem in OwnersAndModes(
                build, "secrets", path / "build", _ => true, "the Dockerfile says it: RUN --mount=type=secret,uid=…,mode=…"))
                yield return problem;
        foreach (var (index, hook) in service.PreStart.Index())
            foreach (var problem in CheckContainer(project, hook.Source, path / "pre_start" / $"{index}", isWindows))
                yield return problem;
    }

    private static IEnumerable<Diagnostic> CheckContainer(ComposeProject project, YamlMapping container, AttributePath path, bool isWindows)
    {
        if (!isWindows && container["credential_spec"] is YamlMapping { Entries: var entries })
            foreach (var entry in entries)
                yield return NoEffect(path / "credential_spec" / entry.Key, entry.Value, "remove it: only Windows has credential specs");
        foreach (var problem in OfFiles(container, "secrets", project.Secrets, path)
            .Concat(OfFiles(container, "configs", project.Configs, path)))
            yield return problem;
    }

    /// <summary>A file of this machine is mounted as it is.</summary>
    private static IEnumerable<Diagnostic> OfFiles(
        YamlMapping container, string section, NamedMap<FileObject> objects, AttributePath path) =>
        OwnersAndModes(
        container, section, path, source => objects.TryGet(source, out var found) && found.File is { Length: > 0 },
        $"the file is mounted as it is: change its owner or mode, or give the content by environment{(section == "configs" ? " or content" : "")}");

    private static IEnumerable<Diagnostic> OwnersAndModes(
        YamlMapping holder, string section, AttributePath path, Func<string, bool> isIdle, string help) =>
        from item in (holder[section] as YamlSequence)?.Items.Index() ?? []
        let reference = item.Item as YamlMapping
        where reference?["source"] is YamlScalar { Text: var source } && isIdle(source)
        from entry in reference.Entries
        where entry.Key is "uid" or "gid" or "mode"
        select NoEffect(path / section / $"{item.Index}" / entry.Key, entry.Value, help);

    private static Diagnostic NoEffect(AttributePath path, YamlNode node, string help) => Diagnostic.Warning(
        DiagnosticCode.NoEffectOnEngine, $"{path} has no effect on one engine", node.Span, "ignored", help, path);
}
