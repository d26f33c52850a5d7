using System.Collections.Immutable;
using Compose.Files.Model;
using Compose.Files.Text;
using Compose.Planning.Attributes;
using Compose.Planning.Operations;
using Compose.Planning.Plans;
using Compose.Planning.Swarm.Desired;
using Compose.Planning.Swarm.Observed;
using Api = Docker.DotNet.Models;

namespace Compose.Planning.Swarm.Binding;

/// <summary>Configs and secrets whose content is that of the file and whose labels are not.</summary>
internal static class Relabelling
{
    public static IEnumerable<(Operation Operation, Reason Reason)> Configs(IEnumerable<StackFile> files, ObservedStack observed) =>
        from file in files
        join config in observed.Configs on file.Bound.Id equals config.ID
        let labels = StackLabels.With(observed.Name, file.File.Labels)
        where !AreEqual(config.Spec.Labels, labels)
        select ((Operation)new Operation.RelabelConfig(file.File, config.ID, config.Version?.Index ?? 0, With(config.Spec, labels)),
            Why("configs", file.File, config.Spec.Labels, labels));

    /// <summary>The digest of the content stays as it is: no file has it.</summary>
    public static IEnumerable<(Operation Operation, Reason Reason)> Secrets(IEnumerable<StackFile> files, ObservedStack observed) =>
        from file in files
        join secret in observed.Secrets on file.Bound.Id equals secret.ID
        let labels = StackLabels.With(observed.Name, WithDigest(file.File.Labels, secret.Spec.Labels))
        where !AreEqual(secret.Spec.Labels, labels)
        select ((Operation)new Operation.RelabelSecret(file.File, secret.ID, secret.Version?.Index ?? 0, With(secret.Spec, labels)),
            Why("secrets", file.File, secret.Spec.Labels, labels));

    private static NamedMap<string> WithDigest(NamedMap<string> declared, IDictionary<string, string> found) =>
        found.TryGetValue(StackLabels.Digest, out var digest) ? declared.With(StackLabels.Digest, digest) : declared;

    private static bool AreEqual(IDictionary<string, string> found, Dictionary<string, string> wanted) =>
        found.Count == wanted.Count && wanted.All(label => found.TryGetValue(label.Key, out var value) && value == label.Value);

    private static Api.SwarmConfigSpec With(Api.SwarmConfigSpec spec, Dictionary<string, string> labels) =>
        new() { Name = spec.Name, Labels = labels, Data = spec.Data, Templating = spec.Templating };

    private static Api.SwarmSecretSpec With(Api.SwarmSecretSpec spec, Dictionary<string, string> labels) =>
        new() { Name = spec.Name, Labels = labels, Driver = spec.Driver, Templating = spec.Templating };

    private static Reason Why(string kind, FileObject file, IDictionary<string, string> found, Dictionary<string, string> wanted) =>
        new(ReasonCode.ConfigChanged) { Changes = [.. Changes(kind, file, found, wanted)] };

    private static IEnumerable<AttributeChange> Changes(
        string kind, FileObject file, IDictionary<string, string> found, Dictionary<string, string> wanted) =>
        from name in found.Keys.Union(wanted.Keys).Order(StringComparer.Ordinal)
        let old = found.TryGetValue(name, out var before) ? before : null
        let now = wanted.GetValueOrDefault(name)
        where old != now
        select new AttributeChange(AttributePath.Of(kind, file.Key, "labels", name), old, now, file.Source?.Span ?? default)
        {
            IsRemoved = now is null,
        };
}
