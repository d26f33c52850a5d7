using System.Collections.Immutable;
using Compose.Files.Diagnostics;
using Compose.Files.Model;
using Compose.Files.Text;
using Compose.Files.Yaml;
using Compose.Planning.Desired;

namespace Compose.Execution.Building;

/// <summary>What stands in the way of a build, said before anything is built, with the place in the file.</summary>
public static class BuildGates
{
    internal const string ImagePrefix = "docker-image://";

    public static ImmutableArray<Diagnostic> Check(BuildOrder order)
    {
        var found = ImmutableArray.CreateBuilder<Diagnostic>();
        foreach (var service in order.Services.Select(order.Find))
        {
            var source = service.Source["build"] as YamlMapping;
            found.AddRange(Missing(service, source));
            if (BuildPlatforms.Of(order, service).Objection is { } objection)
                found.Add(At(DiagnosticCode.PlatformNotBuilt, objection, service, source, "platforms", null));
            if (order.Buildx is null)
                found.AddRange(WithoutBuildKit(order, service, source));
        }

        return found.ToImmutable();
    }

    private static IEnumerable<Diagnostic> Missing(Service service, YamlMapping? source)
    {
        var build = service.Build!;
        if (!BuildContextKind.IsLocal(build.Context))
            yield break;
        if (!Directory.Exists(build.Context))
        {
            yield return At(
                DiagnosticCode.BuildContextMissing, $"unable to prepare context: path \"{build.Context}\" not found", service, source,
                "context", "relative paths start at the folder of the compose file");
            yield break;
        }

        if (build.DockerfileInline is { Length: > 0 })
            yield break;
        var dockerfile = build.Dockerfile is { Length: > 0 } named ? named : "Dockerfile";
        var path = BuildContextKind.DockerfilePath(build.Context, dockerfile);
        if (RegularFile.Refusal(path) is { } refusal)
            yield return At(
                DiagnosticCode.DockerfileMissing, $"failed to read dockerfile: open {dockerfile}: {refusal}", service, source, "dockerfile",
                $"looked for {path}");
        else if (build.Dockerfile is { Length: > 0 } && !File.Exists(path))
            yield return At(
                DiagnosticCode.DockerfileMissing, $"failed to read dockerfile: open {dockerfile}: no such file or directory", service,
                source, "dockerfile", $"looked for {path}");
    }

    private static IEnumerable<Diagnostic> WithoutBuildKit(BuildOrder order, Service service, YamlMapping? source)
    {
        var build = service.Build!;
        var remote = !BuildContextKind.IsLocal(build.Context);
        (bool Used, string Attribute, string What)[] needed =
        [
            (!order.SinglePlatform && build.Platforms.Length > 1, "platforms", "multi-arch build"),
            (build.Privileged, "privileged", "privileged mode"),
            (build.AdditionalContexts.Values.Any(context => !IsImage(context))
                || (remote && build.AdditionalContexts.Count > 0), "additional_contexts", "additional contexts other than images"),
            (build.Ssh.Count > 0 || order.Flags.Ssh.Count > 0, "ssh", "SSH keys"),
            (!build.Secrets.IsEmpty, "secrets", "secrets"),
            (!build.Entitlements.IsEmpty, "entitlements", "entitlements"),
            (remote && build.DockerfileInline is { Length: > 0 }, "dockerfile_inline", "an inline Dockerfile with a remote context"),
        ];
        foreach (var (used, attribute, what) in needed)
            if (used)
                yield return At(
                    DiagnosticCode.NeedsBuildKit, $"the classic builder doesn't support {what}, set DOCKER_BUILDKIT=1 to use BuildKit",
                    service, source, attribute, "install the buildx plugin of docker");
        (bool Used, string Attribute)[] ignored =
        [
            (!build.CacheTo.IsEmpty, "cache_to"),
            (!build.NoCacheFilter.IsEmpty, "no_cache_filter"),
            (build.Provenance is not (null or "" or "false"), "provenance"),
            (build.Sbom is not (null or "" or "false"), "sbom"),
            (build.CacheFrom.Any(cache => cache.Contains("type=", StringComparison.Ordinal)), "cache_from"),
        ];
        foreach (var (used, attribute) in ignored)
            if (used)
                yield return At(
                    DiagnosticCode.IgnoredWithoutBuildKit, $"services.{service.Name}.build.{attribute} has no effect without BuildKit",
                    service, source, attribute, null, Severity.Warning);
    }

    private static bool IsImage(string context) =>
        context.StartsWith(BuildContexts.ServicePrefix, StringComparison.Ordinal)
            || context.StartsWith(ImagePrefix, StringComparison.Ordinal);

    /// <summary>At the attribute, else at the section, else at the service's name: defaults stand in no file.</summary>
    private static Diagnostic At(
        DiagnosticCode code, string summary, Service service, YamlMapping? source, string attribute, string? help,
        Severity severity = Severity.Error)
    {
        var span = source?[attribute]?.Span is { IsNone: false } own ? own : source?.Span is { IsNone: false } section ? section
            : service.NameSpan;
        var path = AttributePath.Of("services", service.Name, "build", attribute);
        return severity == Severity.Error ? Diagnostic.Error(code, summary, span, help: help, path: path)
            : Diagnostic.Warning(code, summary, span, help: help, path: path);
    }
}
