using Compose.Files.Normalizing;
using Compose.Files.Yaml;

namespace Compose.Files.Selection;

/// <summary>Drops networks, volumes, secrets, configs and models that no service uses.</summary>
public static class UnusedResources
{
    public static YamlMapping Prune(YamlMapping tree)
    {
        var used = new Used();
        foreach (var entry in tree.Entries("services"))
            if (entry.Value is YamlMapping service)
                used.Add(service);
        return tree
            .Map("networks", section => Keep(section, used.Networks))
            .Map("volumes", section => Keep(section, used.Volumes))
            .Map("secrets", section => Keep(section, used.Secrets))
            .Map("configs", section => Keep(section, used.Configs))
            .Map("models", section => Keep(section, used.Models));
    }

    private static YamlMapping? Keep(YamlNode section, HashSet<string> used) =>
        section is YamlMapping members && members.MapValues(entry => used.Contains(entry.Key) ? entry.Value : null) is { Count: > 0 } kept ? kept : null;

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
            if (service.Mapping("build") is { } build)
                AddSources(Secrets, build, "secrets");
            foreach (var item in service.Items("volumes"))
                if (item is YamlMapping mount && mount.Text("type") == "volume" && mount.Text("source") is { Length: > 0 } source)
                    Volumes.Add(source);
        }

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
