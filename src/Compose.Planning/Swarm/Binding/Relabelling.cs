using Compose.Files.Model;
using Compose.Files.Text;
using Compose.Planning.Attributes;
using Compose.Planning.Operations;
using Compose.Planning.Plans;
using Compose.Planning.Swarm.Desired;
using Compose.Planning.Swarm.Observed;
using Api = Docker.DotNet.Models;

namespace Compose.Planning.Swarm.Binding;

/// <summary>A config or secret whose content is that of the file and whose labels are not.</summary>
internal sealed record Relabelling(Operation Operation, Reason Reason)
{
    public static IEnumerable<Relabelling> Configs(IEnumerable<StackFile> files, ObservedStack observed)
    {
        foreach (var file in files)
            if (observed.Configs.FirstOrDefault(config => config.ID == file.Bound.Id) is { } config
                && StackLabels.With(observed.Name, file.File.Labels) is var labels
                && Why("configs", file.File, config.Spec.Labels, labels) is { } reason)
                yield return new Relabelling(
                    new Operation.RelabelConfig(file.File, config.ID, config.Version?.Index ?? 0, new Api.SwarmConfigSpec
                    {
                        Name = config.Spec.Name,
                        Labels = labels,
                        Data = config.Spec.Data,
                        Templating = config.Spec.Templating,
                    }),
                    reason);
    }

    /// <summary>The digest of the content stays as it is: no file has it.</summary>
    public static IEnumerable<Relabelling> Secrets(IEnumerable<StackFile> files, ObservedStack observed)
    {
        foreach (var file in files)
            if (observed.Secrets.FirstOrDefault(secret => secret.ID == file.Bound.Id) is { } secret
                && StackLabels.With(observed.Name, WithDigest(file.File.Labels, secret.Spec.Labels)) is var labels
                && Why("secrets", file.File, secret.Spec.Labels, labels) is { } reason)
                yield return new Relabelling(
                    new Operation.RelabelSecret(file.File, secret.ID, secret.Version?.Index ?? 0, new Api.SwarmSecretSpec
                    {
                        Name = secret.Spec.Name,
                        Labels = labels,
                        Driver = secret.Spec.Driver,
                        Templating = secret.Spec.Templating,
                    }),
                    reason);
    }

    private static NamedMap<string> WithDigest(NamedMap<string> declared, IDictionary<string, string> found) =>
        found.TryGetValue(StackLabels.Digest, out var digest) ? declared.With(StackLabels.Digest, digest) : declared;

    /// <summary>Null when the labels are equal.</summary>
    private static Reason? Why(string kind, FileObject file, IDictionary<string, string> found, Dictionary<string, string> wanted)
    {
        var changes = new List<AttributeChange>();
        foreach (var name in found.Keys.Union(wanted.Keys).Order(StringComparer.Ordinal))
        {
            var old = found.TryGetValue(name, out var before) ? before : null;
            var now = wanted.GetValueOrDefault(name);
            if (old != now)
                changes.Add(
                    new AttributeChange(AttributePath.Of(kind, file.Key, "labels", name), old, now, file.Source?.Span ?? default)
                    {
                        IsRemoved = now is null,
                    });
        }

        return changes.Count == 0 ? null : new Reason(ReasonCode.ConfigChanged) { Changes = [.. changes] };
    }
}
