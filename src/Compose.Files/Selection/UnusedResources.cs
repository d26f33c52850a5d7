using Compose.Files.Normalizing;
using Compose.Files.Yaml;

namespace Compose.Files.Selection;

/// <summary>Drops networks, volumes, secrets, configs and models that no service uses.</summary>
public static class UnusedResources
{
    private const string ServicePrefix = "service:";

    public static YamlMapping Prune(SelectedTree selected)
    {
        var tree = selected.Tree;
        var used = new Used();
        var built = new HashSet<string>(StringComparer.Ordinal);
        foreach (var entry in selected.Services.Entries)
        {
            if (entry.Value is not YamlMapping service)
                continue;
            used.Add(service);
            AddBuilds(selected, service, used, built);
        }

        return tree
            .Map("networks", section => Keep(section, used.Networks))
            .Map("volumes", section => Keep(section, used.Volumes))
            .Map("secrets", section => Keep(section, used.Secrets))
            .Map("configs", section => Keep(section, used.Configs))
            .Map("models", section => Keep(section, used.Models));
    }

    /// <summary>
    /// A service that is not selected is built when another one is built from its image: that needs the secrets of its build.
    /// </summary>
    private static void AddBuilds(SelectedTree selected, YamlMapping service, Used used, HashSet<string> built)
    {
        if (service.Mapping("build") is not { } build)
            return;
        used.AddBuild(build);
        foreach (var context in build.Entries("additional_contexts"))
            if (context.Value is YamlScalar { Text: var text } && text.StartsWith(ServicePrefix, StringComparison.Ordinal)
                && built.Add(text)
                && selected.Disabled[text[ServicePrefix.Length..]] is YamlMapping other)
                AddBuilds(selected, other, used, built);
    }

    private static YamlMapping? Keep(YamlNode section, HashSet<string> used) =>
        section is YamlMapping members && members.MapValues(entry => used.Contains(entry.Key) ? entry.Value : null) is { Count: > 0 } kept
            ? kept : null;

    private sealed class Used
    {
        public HashSet<string> Networks { get; } = new(StringComparer.Ordinal);
        public HashSet<string> Volumes { get; } = new(StringComparer.Ordinal);
        public HashSet<string> Secrets { get; } = new(StringComparer.Ordinal);
        public HashSet<string> Configs { get; } = new(StringComparer.Ordinal);
        public HashSet<string> Models { get; } = new(StringComparer.Ordinal);

        public void Add(YamlMapping service)
        {
            AddKeys(Networks, service, "networks");
            AddKeys(Models, service, "models");
            AddSources(Secrets, service, "secrets");
            AddSources(Configs, service, "configs");
            foreach (var item in service.Items("volumes"))
                if (item is YamlMapping mount && mount.Text("type") == "volume" && mount.Text("source") is { Length: > 0 } source)
                    Volumes.Add(source);
            foreach (var hook in service.Items("pre_start"))
                if (hook is YamlMapping container)
                    Add(container);
        }

        public void AddBuild(YamlMapping build) => AddSources(Secrets, build, "secrets");

        private static void AddKeys(HashSet<string> used, YamlMapping service, string key)
        {
            foreach (var entry in service.Entries(key))
                used.Add(entry.Key);
        }

        private static void AddSources(HashSet<string> used, YamlMapping owner, string key)
        {
            foreach (var item in owner.Items(key))
                if (item is YamlMapping reference && reference.Text("source") is { } source)
                    used.Add(source);
        }
    }
}
