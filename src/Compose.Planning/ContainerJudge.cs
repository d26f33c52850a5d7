using System.Collections.Immutable;
using Compose.Files.Model;
using Compose.Files.Text;
using Compose.Planning.Desired;
using Compose.Planning.Observed;

namespace Compose.Planning;

/// <summary>Says why a container has to be made anew; no reason means that it may stay.</summary>
internal sealed class ContainerJudge
{
    private const int ShownDigits = 8;
    private readonly Draft _draft;
    private readonly ServiceSpec _spec;
    private readonly RecreatePolicy _policy;
    private readonly SpecHash? _hash;
    private readonly ImmutableArray<string> _remade;

    public ContainerJudge(Draft draft, ServiceSpec spec, NamedMap<ContainerRef> shared)
    {
        _draft = draft;
        _spec = spec;
        _policy = draft.Policy.IsNamed(spec.Name) ? draft.Policy.Recreate : draft.Policy.RecreateDependencies;
        _remade = [.. shared.Where(item => item.Value is ContainerRef.CreatedBy).Select(item => item.Key)];
        _hash = shared.Count == 0 ? spec.Hash : _remade.IsEmpty ? ConfigHashes.Of(spec.Service, shared.Select((_, container) => ((ContainerRef.Existing)container).Id)) : null;
    }

    public ImmutableArray<Reason> Judge(ObservedContainer container) => _policy switch
    {
        _ when _draft.Policy.Repairs.Recreate(container.Id) is { IsEmpty: false } drift => drift,
        RecreatePolicy.Never => [],
        RecreatePolicy.Always => [new Reason(ReasonCode.Forced)],
        _ when _draft.Policy.RenewAnonymousVolumes && _draft.Policy.IsNamed(_spec.Name) => [new Reason(ReasonCode.RenewVolumes)],
        _ => Differences(container),
    };

    /// <summary>As declared, whatever the policy makes of it.</summary>
    public bool IsFresh(ObservedContainer container) => _policy == RecreatePolicy.Never || Differences(container).IsEmpty;

    /// <summary>Whether a replacement that was left half-way is what would be made now.</summary>
    public bool MayContinue(ObservedContainer standIn) =>
        _policy == RecreatePolicy.Never || (!_draft.Policy.RenewAnonymousVolumes && Differences(standIn).IsEmpty);

    private ImmutableArray<Reason> Differences(ObservedContainer container) =>
    [
        .. _remade.Select(parent => new Reason(ReasonCode.ParentRecreated, parent)),
        .. Named(container),
        .. Config(container),
        .. Image(container),
        .. Content(container),
        .. Volumes(container),
        .. Networks(container),
        .. Adapters(container),
        .. Dead(container),
    ];

    /// <summary>`container:NAME` is to the engine the container that had the name when this one was made: another one of that name means another one of this.</summary>
    private IEnumerable<Reason> Named(ObservedContainer container) =>
        from name in ServiceGraph.NamedContainers(_spec.Service)
        where IsAnother(container, name)
        select new Reason(ReasonCode.ParentRecreated, name);

    private bool IsAnother(ObservedContainer container, string name)
    {
        if (_draft.Replicas.Values.SelectMany(replicas => replicas).FirstOrDefault(replica => replica.Target.Name == name) is not { } replica)
            return _draft.Observed.IdOf(name) is { } other && container.LeansOnAnother(other);
        return replica.Container is not ContainerRef.Existing existing || container.LeansOnAnother(existing.Id);
    }

    private IEnumerable<Reason> Config(ObservedContainer container)
    {
        if (_hash is null || _hash.Matches(container.ConfigHash))
            yield break;
        var comparison = new AttributeComparison(_spec.Service.Source, _spec.Service.NameSpan, container.Attributes, _draft.Desired.Options.Redaction);
        if (container.Key is not { } key || container.Label(LabelNames.Attributes) is not { } label)
            yield return new Reason(ReasonCode.ConfigChanged) { Changes = comparison.WithEngine() };
        else if (comparison.With(AttributeDigests.Parse(label), key) is { IsEmpty: false } changes)
            yield return new Reason(ReasonCode.ConfigChanged) { Changes = changes };
        else if (!_spec.Parents.IsEmpty)
            yield return new Reason(ReasonCode.ParentRecreated, string.Join(", ", _spec.Parents));
        else
            yield return new Reason(ReasonCode.ConfigChanged, "another config hash for the same attributes");
    }

    private IEnumerable<Reason> Image(ObservedContainer container)
    {
        if (_spec.Image is { } image && container.ImageDigest is { } old && old != image.Digest)
            yield return new Reason(ReasonCode.ImageChanged, _spec.ImageReference)
            {
                Changes = [new AttributeChange("image", Short(old), Short(image.Digest), _spec.Service.Source["image"]?.Span ?? _spec.Service.NameSpan)],
            };
        if (_spec.ImageVolumeDigest is { } mounted && container.ImageVolumeDigest is { } oldMounted && mounted != oldMounted)
            yield return new Reason(ReasonCode.ImageChanged, "mounted image");
    }

    private IEnumerable<Reason> Content(ObservedContainer container)
    {
        var before = AttributeDigests.Parse(container.ContentDigest);
        var changed = _spec.Contents.Where(item => before.TryGet(item.Key, out var known) && known.Digest != DigestAs(container, item, known.Digest)).ToList();
        if (changed.Count > 0)
            yield return new Reason(ReasonCode.ContentChanged, string.Join(", ", changed.Select(item => item.Key)))
            {
                Changes = [.. changed.Select(item => ContentChange(item.Key, before[item.Key].Digest, DigestAs(container, item, before[item.Key].Digest)))],
            };
    }

    /// <summary>
    /// The digest that the container would have of this content. Without a key it is the digest itself: the first digits in a label of an older ncompose, all of them
    /// where the content was read out of a container of Docker Compose.
    /// </summary>
    private static string DigestAs(ObservedContainer container, KeyValuePair<string, string> content, string known) =>
        container.Key?.Digest(content.Key, content.Value) ?? content.Value[..Math.Min(Math.Max(ShownDigits, known.Length), content.Value.Length)];

    /// <summary>The plan shows that it is another content, and of a config the first digits of both digests. A plan ends up in logs, where a digest helps to guess a short secret.</summary>
    private AttributeChange ContentChange(string key, string before, string now)
    {
        var path = key.Replace('/', '.');
        return new AttributeChange(path, Content(before), Content(now), ContentPlace(key));

        string? Content(string digest) => _draft.Desired.Options.Redaction.Shown(path, "content " + digest[..Math.Min(ShownDigits, digest.Length)]);
    }

    private SourceSpan ContentPlace(string key)
    {
        var project = _draft.Desired.Project;
        var parts = key.Split('/', 2);
        if (parts.Length != 2 || !(parts[0] == "secrets" ? project.Secrets : project.Configs).TryGet(parts[1], out var file) || file.Source is not { } source)
            return SourceSpan.None;
        return (source["file"] ?? source["content"] ?? source["environment"] ?? source).Span;
    }

    private static string Short(string digest) => digest.StartsWith("sha256:", StringComparison.Ordinal) && digest.Length > 19 ? digest[..19] : digest;

    private IEnumerable<Reason> Volumes(ObservedContainer container) =>
        from item in ContainerSpecs.VolumesOf(_draft, _spec.Service)
        where !container.Mounts.Any(mount => mount.Type == MountType.Volume && mount.Name == item.Value.Name)
        select new Reason(ReasonCode.VolumeChanged, item.Key)
        {
            Changes = [new AttributeChange($"volumes.{item.Key}.name", OldVolume(container, item.Key), item.Value.Name, VolumePlace(item.Key))],
        };

    private string? OldVolume(ObservedContainer container, string key)
    {
        var targets = _spec.Service.Volumes.Where(mount => mount.Source == key).Select(mount => mount.Target);
        return container.Mounts.FirstOrDefault(mount => targets.Contains(mount.Target))?.Name;
    }

    private SourceSpan VolumePlace(string key) =>
        _draft.Desired.Project.Volumes.TryGet(key, out var volume) && volume.Source is { } source ? (source["name"] ?? source).Span : SourceSpan.None;

    /// <summary>
    /// Only a network under another name: the container's network mode holds the old one. An endpoint that is missing is connected again
    /// instead, see <see cref="EndpointRepair"/>.
    /// </summary>
    private IEnumerable<Reason> Networks(ObservedContainer container) =>
        from left in NetworkPlanner.LeftOver(_draft)
        where _spec.Service.Networks.Contains(left.Declared.Key) && NetworkPlanner.IsConnected(container, left.Old)
        select new Reason(ReasonCode.NetworkChanged, left.Declared.Key)
        {
            Changes = [NetworkPlanner.NameChange(left.Declared, left.Old)],
        };

    /// <summary>The engine takes the hardware address of an endpoint when a container is created, and at no later connection.</summary>
    private IEnumerable<Reason> Adapters(ObservedContainer container) => !HasMacAddress ? [] : ContainerSpecs
        .EndpointsOf(_draft.Networks, _spec.Service, container.Name, [], useAliases: false)
        .Where(endpoint => endpoint.MacAddress is { Length: > 0 })
        .Select(endpoint => EndpointRepair.Lack(_draft, container, endpoint.Key, endpoint.Network)).OfType<Reason>();

    private bool HasMacAddress => _spec.Service.MacAddress is { Length: > 0 } || _spec.Service.Networks.Values.Any(network => network?.MacAddress is { Length: > 0 });

    private static IEnumerable<Reason> Dead(ObservedContainer container)
    {
        if (container.State is ContainerState.Dead or ContainerState.Removing)
            yield return new Reason(ReasonCode.Drift, container.State == ContainerState.Dead ? "dead" : "being removed");
    }
}
