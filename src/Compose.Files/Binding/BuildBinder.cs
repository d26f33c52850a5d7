using Compose.Files.Model;
using Compose.Files.Yaml;

namespace Compose.Files.Binding;

internal static class BuildBinder
{
    public static Build Bind(YamlMapping build) => new()
    {
        Context = build.Text("context") ?? "",
        Dockerfile = build.Text("dockerfile"),
        DockerfileInline = build.Text("dockerfile_inline"),
        Entitlements = build.Texts("entitlements"),
        Args = build.OptionalStrings("args"),
        Provenance = build.Text("provenance"),
        Sbom = build.Text("sbom"),
        Ssh = build.Strings("ssh"),
        Labels = build.Strings("labels"),
        CacheFrom = build.Texts("cache_from"),
        CacheTo = build.Texts("cache_to"),
        NoCache = build.Flag("no_cache"),
        NoCacheFilter = build.Texts("no_cache_filter"),
        AdditionalContexts = build.Strings("additional_contexts"),
        Pull = build.Flag("pull"),
        ExtraHosts = build.Texts("extra_hosts"),
        Isolation = build.Text("isolation"),
        Network = build.Text("network"),
        Target = build.Text("target"),
        Secrets = build.List("secrets", MountBinder.FileReference),
        ShmSize = build.Long("shm_size"),
        Tags = build.Texts("tags"),
        Ulimits = build.Map("ulimits", DeviceBinder.Ulimit),
        Platforms = build.Texts("platforms"),
        Privileged = build.Flag("privileged"),
    };
}
