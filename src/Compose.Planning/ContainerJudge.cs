using System.Collections.Immutable;
using Compose.Files.Model;
using Compose.Files.Text;
using Compose.Files.Yaml;
using Compose.Planning.Desired;
using Compose.Planning.Observed;

namespace Compose.Planning;

/// <summary>Says why a container has to be made anew; no reason means that it may stay.</summary>
internal sealed class ContainerJudge
{
    private static readonly ImmutableArray<string> SecretWords = ["password", "passwd", "passphrase", "secret", "token", "api_key", "apikey", "private_key", "access_key", "credential"];

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
        .. Config(container),
        .. Image(container),
        .. Content(container),
        .. Volumes(container),
        .. Networks(container),
        .. Dead(container),
    ];

    private IEnumerable<Reason> Config(ObservedContainer container)
    {
        if (_hash is null || _hash.Matches(container.ConfigHash))
            yield break;
        var known = AttributeDigests.Parse(container.Label(LabelNames.Attributes));
        if (known.Count == 0)
            yield return new Reason(ReasonCode.ConfigChanged) { Changes = ComparedWithEngine(container) };
        else if (Compare(container, known) is { IsEmpty: false } changes)
            yield return new Reason(ReasonCode.ConfigChanged) { Changes = changes };
        else if (!_spec.Parents.IsEmpty)
            yield return new Reason(ReasonCode.ParentRecreated, string.Join(", ", _spec.Parents));
    }

    /// <summary>Every attribute whose digest differs, in the order of the paths; an attribute that is gone has no new value.</summary>
    private ImmutableArray<AttributeChange> Compare(ObservedContainer container, NamedMap<string> known)
    {
        var now = AttributeDigests.Leaves(_spec.Service.Source).ToDictionary(leaf => leaf.Path, leaf => leaf.Value, StringComparer.Ordinal);
        var changed = now.Where(leaf => !known.TryGet(leaf.Key, out var digest) || digest != AttributeDigests.Digest(leaf.Value)).Select(leaf => leaf.Key);
        var gone = known.Keys.Where(path => !now.ContainsKey(path));
        return
        [
            .. changed.Concat(gone).Order(StringComparer.Ordinal).Select(path => new AttributeChange(
                path, Shown(path, Old(container, path)), now.TryGetValue(path, out var value) ? Shown(path, Text(value)) : null, now.TryGetValue(path, out var node) ? node.Span : SourceSpan.None)),
        ];
    }

    /// <summary>Without our label only what the engine shows can be compared.</summary>
    private ImmutableArray<AttributeChange> ComparedWithEngine(ObservedContainer container) =>
    [
        .. AttributeDigests.Leaves(_spec.Service.Source)
            .Where(leaf => Old(container, leaf.Path) is { } old && Text(leaf.Value) is { } now && old != now)
            .Select(leaf => new AttributeChange(leaf.Path, Shown(leaf.Path, Old(container, leaf.Path)), Shown(leaf.Path, Text(leaf.Value)), leaf.Value.Span)),
    ];

    private static string? Old(ObservedContainer container, string path) => container.Attributes.TryGet(path, out var value) ? value : null;

    /// <summary>A variable that is called a secret is not shown, whatever it holds.</summary>
    private static string? Shown(string path, string? value) => value is not null && SecretWords.Any(word => path.Contains(word, StringComparison.OrdinalIgnoreCase)) ? "(hidden)" : value;

    private static string? Text(YamlNode node) => node switch
    {
        YamlScalar scalar => scalar.Text,
        YamlSequence sequence when sequence.Items.All(item => item is YamlScalar) => string.Join(' ', sequence.Items),
        _ => null,
    };

    private IEnumerable<Reason> Image(ObservedContainer container)
    {
        if (_spec.Image is { } image && container.ImageDigest is { } old && old != image.Digest)
            yield return new Reason(ReasonCode.ImageChanged, _spec.ImageReference);
        if (_spec.ImageVolumeDigest is { } mounted && container.ImageVolumeDigest is { } oldMounted && mounted != oldMounted)
            yield return new Reason(ReasonCode.ImageChanged, "mounted image");
    }

    private IEnumerable<Reason> Content(ObservedContainer container)
    {
        if (_spec.ContentDigest is not { } now || container.ContentDigest is not { } old || now == old)
            yield break;
        var before = AttributeDigests.Parse(old);
        var changed = AttributeDigests.Parse(now).Where(item => !before.TryGet(item.Key, out var digest) || digest != item.Value).Select(item => item.Key).ToList();
        if (changed.Count > 0)
            yield return new Reason(ReasonCode.ContentChanged, string.Join(", ", changed));
    }

    private IEnumerable<Reason> Volumes(ObservedContainer container) =>
        from item in ContainerSpecs.VolumesOf(_draft, _spec.Service)
        where !container.Mounts.Any(mount => mount.Type == MountType.Volume && mount.Name == item.Value.Name)
        select new Reason(ReasonCode.VolumeChanged, item.Key);

    /// <summary>
    /// Only a network under another name: the container's network mode holds the old one. An endpoint that is missing is connected again
    /// instead, see <see cref="ContainerPlanner"/>.
    /// </summary>
    private IEnumerable<Reason> Networks(ObservedContainer container) =>
        from left in NetworkPlanner.LeftOver(_draft)
        where _spec.Service.Networks.Contains(left.Declared.Key) && NetworkPlanner.IsConnected(container, left.Old)
        select new Reason(ReasonCode.NetworkChanged, left.Declared.Key);

    private static IEnumerable<Reason> Dead(ObservedContainer container)
    {
        if (container.State is ContainerState.Dead or ContainerState.Removing)
            yield return new Reason(ReasonCode.Drift, container.State == ContainerState.Dead ? "dead" : "being removed");
    }
}
