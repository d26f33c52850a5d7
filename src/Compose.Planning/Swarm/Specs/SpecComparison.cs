using System.Collections.Immutable;
using Compose.Files.Model;
using Compose.Files.Text;
using Compose.Files.Yaml;
using Compose.Planning.Attributes;
using Compose.Planning.Plans;
using Compose.Planning.Secrets;
using Compose.Planning.Swarm.Desired;
using ServiceSpec = Docker.DotNet.Models.ServiceSpec;

namespace Compose.Planning.Swarm.Specs;

/// <summary>What differs between the spec of a running service and the one that the file makes.</summary>
internal sealed class SpecComparison
{
    private const string ForcedUpdates = "TaskTemplate.ForceUpdate";

    private readonly Service _service;
    private readonly Redaction _redaction;

    /// <summary>The name of a network by its id.</summary>
    private readonly Func<string, string> _networkName;
    private readonly SortedDictionary<SpecField, string> _old;
    private readonly SortedDictionary<SpecField, string> _new;

    public SpecComparison(Service service, ServiceSpec observed, ServiceSpec desired, Redaction redaction, Func<string, string> networkName)
    {
        (_service, _redaction, _networkName) = (service, redaction, networkName);
        (_old, _new) = (SpecFields.Of(observed), SpecFields.Of(desired));
        Differing = [.. _old.Keys.Union(_new.Keys).Where(field => !Same(field)).Order()];
    }

    public ImmutableArray<SpecField> Differing { get; }

    public bool AreEqual => Differing.IsEmpty;

    /// <summary>A replicated service cannot become a global one, nor a job.</summary>
    public bool ChangesMode => Differing.Any(item => item.Path == SpecFields.Mode);

    /// <summary>Tasks are replaced. A node that still fits keeps its tasks when only constraints change.</summary>
    public bool ReplacesTasks => Differing.Any(item => item.Path.StartsWith("TaskTemplate.", StringComparison.Ordinal)
        && !item.Path.StartsWith("TaskTemplate.Placement.", StringComparison.Ordinal));

    /// <summary>One reason for each kind of change.</summary>
    public ImmutableArray<Reason> Reasons() =>
    [
        .. Differing.GroupBy(CodeOf).OrderBy(group => group.Key).Select(group => new Reason(group.Key) { Changes = Changes(group) }),
    ];

    private bool Same(SpecField field) => _old.TryGetValue(field, out var old) && _new.TryGetValue(field, out var now) && old == now;

    private ReasonCode CodeOf(SpecField field) => SpecAttributes.Of(field) switch
    {
        ForcedUpdates => ReasonCode.Forced,
        "image" or "platform" => HasOtherImage ? ReasonCode.ImageChanged : ReasonCode.DigestChanged,
        "deploy.replicas" => ReasonCode.Scale,
        "deploy.mode" => ReasonCode.ModeChanged,
        "configs" or "secrets" => ReasonCode.Rotated,
        "networks" => ReasonCode.NetworkChanged,
        var attribute when attribute.StartsWith("deploy.placement", StringComparison.Ordinal) => ReasonCode.PlacementChanged,
        "deploy.labels" when field.Entry == StackLabels.Image => ReasonCode.ImageChanged,
        _ => ReasonCode.ConfigChanged,
    };

    private bool HasOtherImage => Differing.Contains(new SpecField("Labels", StackLabels.Image));

    /// <summary>Ids say nothing to people, and the label repeats the image.</summary>
    private ImmutableArray<AttributeChange> Changes(IEnumerable<SpecField> fields) =>
    [
        .. fields.Where(field => field.Entry != StackLabels.Image && field.Path != ForcedUpdates
            && !field.Path.EndsWith("ID", StringComparison.Ordinal)
                && !field.Path.EndsWith(".CredentialSpec.Config", StringComparison.Ordinal)
                && !field.Path.EndsWith(".Platforms", StringComparison.Ordinal)
                    && !field.Path.Contains(".Platforms.", StringComparison.Ordinal))
            .Select(Change).DistinctBy(change => (change.Path, change.Old, change.New)),
    ];

    private AttributeChange Change(SpecField field)
    {
        var attribute = SpecAttributes.Of(field);
        var names = attribute.Split('.');
        var path = AttributePath.Of(names[0], names.AsSpan(1));
        if (field.Entry is { } entry)
            path /= attribute == "networks" ? _networkName(entry) : entry;
        var (old, now) = (Value(_old, field), Value(_new, field));
        return new AttributeChange(path, _redaction.Shown(path.ToString(), old), _redaction.Shown(path.ToString(), now),
            Place(names, field.Entry))
        {
            IsRemoved = now is null,
        };
    }

    /// <summary>An entry without a value is named by its key alone.</summary>
    private static string? Value(SortedDictionary<SpecField, string> fields, SpecField field) => fields.TryGetValue(field, out var value)
        ? value.Length > 0 || field.Entry is null ? SpecText.Of(field, value) : field.Entry
        : SpecFields.DefaultOf(field);

    /// <summary>The entry, else the attribute, else the nearest thing above it that the file has.</summary>
    private SourceSpan Place(string[] names, string? entry)
    {
        YamlNode node = _service.Source;
        foreach (var name in names)
            if (node is YamlMapping mapping && mapping[name] is { Span.IsNone: false } below)
                node = below;
        if (entry is not null && Entry(node, entry) is { Span.IsNone: false } found)
            return found.Span;
        return ReferenceEquals(node, _service.Source) ? _service.NameSpan : node.Span;
    }

    private static YamlNode? Entry(YamlNode node, string entry) => node switch
    {
        YamlMapping mapping => mapping[entry],
        YamlSequence list => list.Items.FirstOrDefault(item => Names(item, entry)),
        _ => null,
    };

    private static bool Names(YamlNode item, string entry) => item switch
    {
        YamlScalar scalar => scalar.Text == entry || scalar.Text.StartsWith(entry + "=", StringComparison.Ordinal),
        YamlMapping mapping => mapping.Entries
            .Any(part => part.Value is YamlScalar { Text: var text }
            && (text == entry || entry.EndsWith("/" + text, StringComparison.Ordinal))),
        _ => false,
    };
}
