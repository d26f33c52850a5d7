using System.Collections.Immutable;
using Compose.Cli.Context;
using Compose.Cli.Rendering.Diagnostics;
using Compose.Files.Yaml;

namespace Compose.Cli.Commands.Config;

/// <summary>The model with every image named by its content, for `config --resolve-image-digests` and `--lock-image-digests`.</summary>
internal static class ImageDigests
{
    public static async Task<YamlMapping> ResolveAsync(YamlMapping tree, CommandContext run)
    {
        if (tree["services"] is not YamlMapping services)
            return tree;
        var names = new HashSet<string>(StringComparer.Ordinal);
        Rewritten(services, name =>
        {
            names.Add(name);
            return name;
        });
        var pinned = await run.Engine.Transfer.PinAsync([.. names.Where(name => name.Length > 0)], run.Plans.Settings, run.Stop);
        return tree.With("services", Rewritten(services, name => pinned.GetValueOrDefault(name, name)));
    }

    /// <summary>An override file: images, and volumes that are images.</summary>
    public static YamlMapping OnlyImages(YamlMapping tree, Reporter reporter)
    {
        if (tree["services"] is not YamlMapping services)
            return tree.With([]);
        foreach (var entry in services.Entries)
            if (entry.Value is YamlMapping { } service
                && (service["pre_start"] as YamlSequence)?.Items.Any(hook => (hook as YamlMapping)?["image"] is not null) == true)
                reporter.Warn(
                    $"service \"{entry.Key}\": pre_start hook images are not pinned in the override file produced by --lock-image-digests, use the full --resolve-image-digests output to pin them");
        var kept = services.Entries.Select(
            entry => entry with { Value = entry.Value is YamlMapping service ? Only(service) : entry.Value });
        return tree.With([new YamlEntry("services", default, services.With([.. kept]))]);
    }

    private static YamlMapping Only(YamlMapping service)
    {
        var entries = ImmutableArray.CreateBuilder<YamlEntry>();
        foreach (var entry in service.Entries)
        {
            if (entry.Key == "image" || (entry.Key is "command" or "entrypoint" && entry.Value is YamlScalar { Kind: ScalarKind.Null }))
                entries.Add(entry);
            else if (entry is { Key: "volumes", Value: YamlSequence volumes }
                && volumes.Items.Where(IsImage).ToImmutableArray() is { IsEmpty: false } images)
                entries.Add(entry with { Value = volumes.With(images) });
        }

        return service.With(entries.ToImmutable());
    }

    private static YamlMapping Rewritten(YamlMapping services, Func<string, string> rename) => services.With(
    [
        .. services.Entries.Select(
            entry => entry.Value is YamlMapping service ? entry with { Value = OfService(service, services, rename) } : entry),
    ]);

    private static YamlMapping OfService(YamlMapping service, YamlMapping services, Func<string, string> rename)
    {
        service = Renamed(service, "image", rename);
        if (service["pre_start"] is YamlSequence hooks)
            service = service.With(
                "pre_start",
                hooks.With([.. hooks.Items.Select(hook => hook is YamlMapping mapping ? Renamed(mapping, "image", rename) : hook)]));
        if (service["volumes"] is YamlSequence volumes)
            service = service.With(
                "volumes",
                volumes.With(
                    [.. volumes.Items.Select(
                        volume => volume is YamlMapping mapping && IsImage(volume) && !IsService(mapping, services)
                            ? Renamed(mapping, "source", rename) : volume)]));
        return service;
    }

    private static bool IsImage(YamlNode volume) => (volume as YamlMapping)?["type"] is YamlScalar { Text: "image" };

    private static bool IsService(YamlMapping volume, YamlMapping services) =>
        volume["source"] is YamlScalar source && services.Contains(source.Text);

    private static YamlMapping Renamed(YamlMapping mapping, string key, Func<string, string> rename) =>
        mapping[key] is YamlScalar { Text.Length: > 0 } name ? mapping.With(key, YamlScalar.String(name.Span, rename(name.Text))) : mapping;
}
