using System.Collections.Immutable;
using Compose.Files.Model;
using Compose.Files.Text;
using Compose.Planning.Attributes;
using Compose.Planning.Context;
using Compose.Planning.Desired;
using Compose.Planning.Naming;
using Compose.Planning.Networks;
using Compose.Planning.Observed;
using Compose.Planning.Operations;
using Compose.Planning.Plans;

namespace Compose.Planning.Containers;

/// <summary>Determines why a container is recreated; without a reason it is kept.</summary>
internal sealed class RecreateReasons
{
    private const int ShownDigits = 8;
    private readonly PlanningContext _context;
    private readonly ServiceSpec _spec;
    private readonly RecreatePolicy _policy;
    private readonly SpecHash? _hash;
    private readonly ImmutableArray<string> _recreatedParents;

    public RecreateReasons(PlanningContext context, ServiceSpec spec, NamedMap<ContainerRef> shared)
    {
        _context = context;
        _spec = spec;
        _policy = context.Policy.IsNamed(spec.Name) ? context.Policy.Recreate : context.Policy.RecreateDependencies;
        _recreatedParents = [.. shared.Where(item => item.Value is ContainerRef.CreatedBy).Select(item => item.Key)];
        _hash = shared.Count == 0 ? spec.Hash
            : _recreatedParents.IsEmpty
            ? ConfigHashes.Of(spec.Service, shared.Select((_, container) => ((ContainerRef.Existing)container).Id))
            : null;
    }

    public ImmutableArray<Reason> Of(ObservedContainer container) => _policy switch
    {
        _ when _context.Policy.Repairs.Recreate(container.Id) is { IsEmpty: false } drift => drift,
        RecreatePolicy.Never => [],
        RecreatePolicy.Always => [new Reason(ReasonCode.Forced)],
        _ when _context.Policy.RenewAnonymousVolumes && _context.Policy.IsNamed(_spec.Name) => [new Reason(ReasonCode.RenewVolumes)],
        _ => Differences(container),
    };

    /// <summary>Whether it matches the declaration, whatever the recreate policy.</summary>
    public bool IsUpToDate(ObservedContainer container) => _policy == RecreatePolicy.Never || Differences(container).IsEmpty;

    /// <summary>Whether the replacement of an interrupted run matches what would be created now.</summary>
    public bool CanContinue(ObservedContainer leftover) =>
        _policy == RecreatePolicy.Never || (!_context.Policy.RenewAnonymousVolumes && Differences(leftover).IsEmpty);

    private ImmutableArray<Reason> Differences(ObservedContainer container) =>
    [
        .. _recreatedParents.Select(parent => new Reason(ReasonCode.ParentRecreated, parent)),
        .. Named(container),
        .. Config(container),
        .. Image(container),
        .. Content(container),
        .. Volumes(container),
        .. Networks(container),
        .. Adapters(container),
        .. Dead(container),
    ];

    /// <summary>
    /// The engine resolves container:NAME to an id at create time. If NAME belongs to another container now, this one must be recreated.
    /// </summary>
    private IEnumerable<Reason> Named(ObservedContainer container) =>
        from name in ServiceGraph.NamedContainers(_spec.Service)
        where IsDifferentContainer(container, name)
        select new Reason(ReasonCode.ParentRecreated, name);

    private bool IsDifferentContainer(ObservedContainer container, string name)
    {
        if (_context.Replicas.Values.SelectMany(replicas => replicas)
            .FirstOrDefault(replica => replica.Target.Name == name) is not { } replica)
            return _context.Observed.IdOf(name) is { } other && container.SharesNamespaceWithOtherThan(other);
        return replica.Container is not ContainerRef.Existing existing || container.SharesNamespaceWithOtherThan(existing.Id);
    }

    private IEnumerable<Reason> Config(ObservedContainer container)
    {
        if (container.IsAdopted)
            yield return new Reason(ReasonCode.Adopted, container.Name);
        if (container.IsAdopted || _hash is null || AdoptedHash.Matches(_spec.Service, _hash, container.ConfigHash))
            yield break;
        var comparison = new AttributeComparison(_spec.Service.Source, _spec.Service.NameSpan, container.Attributes,
            _context.Desired.Options.Redaction);
        var changes = container.Key is { } key && container.Label(LabelNames.Attributes) is { } label
            ? comparison.With(AttributeDigests.Parse(label), key) : comparison.WithEngine();
        if (!changes.IsEmpty && changes.All(IsProvided))
            yield break;
        if (container.Key is null || container.Label(LabelNames.Attributes) is null || !changes.IsEmpty)
            yield return new Reason(ReasonCode.ConfigChanged) { Changes = changes };
        else if (!_spec.Parents.IsEmpty)
            yield return new Reason(ReasonCode.ParentRecreated, string.Join(", ", _spec.Parents));
        else
            yield return new Reason(ReasonCode.ConfigChanged, "another config hash for the same attributes");
    }

    /// <summary>
    /// A variable that the file does not have may be one of a provider that has not been run: it is taken to stay as it is, because only
    /// the provider could tell.
    /// </summary>
    private bool IsProvided(AttributeChange change) => change.IsRemoved && change.Path.IsWithin(AttributePath.Of("environment"))
        && _spec.Service.DependsOn.Keys.Any(name => _context.Providers.ContainsKey(name));

    private IEnumerable<Reason> Image(ObservedContainer container)
    {
        if (_spec.Image is { } image && container.ImageDigest is { } old && old != image.Digest)
            yield return new Reason(ReasonCode.ImageChanged, _spec.ImageReference)
            {
                Changes = [new AttributeChange(AttributePath.Of("image"), Short(old), Short(image.Digest),
                    _spec.Service.Source["image"]?.Span ?? _spec.Service.NameSpan)],
            };
        if (_spec.ImageVolumeDigest is { } mounted && container.ImageVolumeDigest is { } oldMounted && mounted != oldMounted)
            yield return new Reason(ReasonCode.ImageChanged, "mounted image");
    }

    private IEnumerable<Reason> Content(ObservedContainer container)
    {
        var before = AttributeDigests.Parse(container.ContentDigest);
        var changed = _spec.Contents
            .Where(item => before.TryGet(item.Key, out var known) && known.Digest != DigestAs(container, item, known.Digest)).ToList();
        if (changed.Count > 0)
            yield return new Reason(ReasonCode.ContentChanged, string.Join(", ", changed.Select(item => item.Key)))
            {
                Changes = [.. changed
                    .Select(item => ContentChange(item.Key, before[item.Key].Digest, DigestAs(container, item, before[item.Key].Digest)))],
            };
    }

    /// <summary>
    /// The digest that the container would have for this content. Without a key it is the content's own: its first digits in a label of an
    /// older ncompose, all of them if the content was read from a container of Docker Compose.
    /// </summary>
    private static string DigestAs(ObservedContainer container, KeyValuePair<string, string> content, string known) =>
        container.Key?.Digest(content.Key, content.Value)
            ?? content.Value[..Math.Min(Math.Max(ShownDigits, known.Length), content.Value.Length)];

    /// <summary>
    /// Shows that the content changed, and of configs the first digits of the digests; never those of secrets: plans end up in CI logs, and
    /// a short secret can be guessed from its digest.
    /// </summary>
    private AttributeChange ContentChange(string key, string before, string now)
    {
        var path = key.Replace('/', '.');
        return new AttributeChange(AttributePath.Parse(path), Content(before), Content(now), ContentPlace(key));

        string? Content(string digest) =>
            _context.Desired.Options.Redaction.Shown(path, "content " + digest[..Math.Min(ShownDigits, digest.Length)]);
    }

    private SourceSpan ContentPlace(string key)
    {
        var project = _context.Desired.Project;
        var parts = key.Split('/', 2);
        if (parts.Length != 2 || !(parts[0] == "secrets" ? project.Secrets : project.Configs).TryGet(parts[1], out var file)
            || file.Source is not { } source)
            return SourceSpan.None;
        return (source["file"] ?? source["content"] ?? source["environment"] ?? source).Span;
    }

    private static string Short(string digest) =>
        digest.StartsWith("sha256:", StringComparison.Ordinal) && digest.Length > 19 ? digest[..19] : digest;

    private IEnumerable<Reason> Volumes(ObservedContainer container) =>
        from item in ContainerSpecs.VolumesOf(_context, _spec.Service)
        where !container.Mounts.Any(mount => mount.Type == MountType.Volume && mount.Name == item.Value.Name)
        select new Reason(ReasonCode.VolumeChanged, item.Key)
        {
            Changes = [new AttributeChange(AttributePath.Of("volumes", item.Key, "name"), OldVolume(container, item.Key), item.Value.Name,
                VolumePlace(item.Key))],
        };

    private string? OldVolume(ObservedContainer container, string key)
    {
        var targets = _spec.Service.Volumes.Where(mount => mount.Source == key).Select(mount => mount.Target);
        return container.Mounts.FirstOrDefault(mount => targets.Contains(mount.Target))?.Name;
    }

    private SourceSpan VolumePlace(string key) =>
        _context.Desired.Project.Volumes.TryGet(key, out var volume) && volume.Source is { } source
            ? (source["name"] ?? source).Span
            : SourceSpan.None;

    /// <summary>
    /// Only for a renamed network, because the container's network mode refers to the old one. A missing endpoint is connected again
    /// instead.
    /// </summary>
    private IEnumerable<Reason> Networks(ObservedContainer container) =>
        from left in NetworkPlanner.LeftOver(_context)
        where _spec.Service.Networks.Contains(left.Declared.Key) && container.IsConnectedTo(left.Old)
        select new Reason(ReasonCode.NetworkChanged, left.Declared.Key)
        {
            Changes = [NetworkPlanner.NameChange(left.Declared, left.Old)],
        };

    /// <summary>The engine sets a MAC address only when it creates a container.</summary>
    private IEnumerable<Reason> Adapters(ObservedContainer container) => !HasMacAddress ? [] : ContainerEndpoints
        .EndpointsOf(_context.Networks, _spec.Service, container.Name, [], useAliases: false)
        .Where(endpoint => endpoint.MacAddress is { Length: > 0 })
        .Select(endpoint => EndpointReconnect.ReasonToReconnect(_context, container, endpoint.Key, endpoint.Network)).OfType<Reason>();

    private bool HasMacAddress =>
        _spec.Service.MacAddress is { Length: > 0 } || _spec.Service.Networks.Values.Any(network => network?.MacAddress is { Length: > 0 });

    private static IEnumerable<Reason> Dead(ObservedContainer container)
    {
        if (container.State is ContainerState.Dead or ContainerState.Removing)
            yield return new Reason(ReasonCode.Drift, container.State == ContainerState.Dead ? "dead" : "being removed");
    }
}
