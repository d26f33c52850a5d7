using System.Collections.Immutable;
using Compose.Files;
using Compose.Files.Model;
using Compose.Planning.Attributes;
using Compose.Planning.Naming;

namespace Compose.Planning.Desired;

internal static class ServiceSpecs
{
    public static ServiceSpec Of(ComposeProject project, Service service, DesiredOptions options)
    {
        var reference = service.Image is { Length: > 0 } image ? image : project.Name + project.Separator + service.Name;
        var contents = Contents(service, options.ContentDigests);
        var mounted = ImageVolumes(service, options.Images);
        return new ServiceSpec(service)
        {
            Replicas = options.Scale.TryGet(service.Name, out var scale) ? scale : service.Replicas,
            ImageReference = reference,
            Image = options.Images.TryGet(reference, out var facts) ? facts : null,
            Labels = new(OwnLabels),
            Contents = contents,
            ImageVolumeDigest = mounted,
            Hash = ConfigHashes.Of(service, NamedMap<string>.Empty),
            Files = [.. InjectedFile.Of(project, service)],
            Parents = ServiceGraph.ParentsOf(service),
        };

        NamedMap<string> OwnLabels()
        {
            var key = Labels.KeyOf(service, options);
            var labels = Labels.OfService(project, service, options.Dialect, options.EnvironmentFiles)
                .With(LabelNames.Attributes, AttributeDigests.Of(service.Source, key));
            var digests = contents.Count == 0
                ? null
                : string.Join(',', contents.Select(item => $"{item.Key}={key.Digest(item.Key, item.Value)}"));
            labels = With(With(labels, LabelNames.ContentDigest, digests), LabelNames.ImageVolumeDigest,
                options.Dialect == Dialect.V5 ? mounted : null);
            return key.IsHidden ? labels : labels.With(LabelNames.Key, key.Value);
        }
    }

    private static NamedMap<string> With(NamedMap<string> labels, string name, string? value) =>
        value is null ? labels : labels.With(name, value);

    private static NamedMap<string> Contents(Service service, NamedMap<string> digests)
    {
        if (service.Configs.IsEmpty && service.Secrets.IsEmpty)
            return NamedMap<string>.Empty;
        var used = service.Configs.Select(config => "configs/" + config.Source)
            .Concat(service.Secrets.Select(secret => "secrets/" + secret.Source));
        return new NamedMap<string>(used.Where(digests.Contains).Select(key => KeyValuePair.Create(key, digests[key])));
    }

    private static string? ImageVolumes(Service service, NamedMap<ImageFacts> images)
    {
        var mounted = service.Volumes
            .Where(mount => mount.Type == MountType.Image && mount.Source is not null && images.Contains(mount.Source))
            .Select(mount => $"{mount.Target}={images[mount.Source!].Digest}")
            .Order(StringComparer.Ordinal);
        return string.Join(',', mounted) is { Length: > 0 } text ? text : null;
    }
}
