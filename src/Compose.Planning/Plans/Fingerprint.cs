using System.Globalization;
using System.Text;
using Compose.Files;
using Compose.Files.Model;
using Compose.Host;
using Compose.Planning.Desired;
using Compose.Planning.Naming;
using Compose.Planning.Observed;

namespace Compose.Planning.Plans;

/// <summary>
/// Tells whether the inputs of a plan have changed: a digest of the declared state and one of the engine's. Health and exit codes change by
/// themselves and are left out.
/// </summary>
public static class Fingerprint
{
    public static string Of(DesiredState desired)
    {
        var text = new StringBuilder();
        Append(text, desired.Project.Name, desired.Project.Directory);
        foreach (var service in desired.Services)
        {
            Append(text, "service", service.Name, service.Hash.In(Dialect.V5), service.Replicas.ToString(CultureInfo.InvariantCulture),
                service.ImageReference, service.Image?.Digest ?? "");
            Append(text, Lasting(service.Labels.Value));
            Append(text, service.Contents);
        }

        foreach (var network in desired.Networks)
            Append(text.Append("network\n"), Lasting(network.Labels).With("name", network.Name));
        foreach (var volume in desired.Volumes)
            Append(text.Append("volume\n"), Lasting(volume.Labels).With("name", volume.Name));
        return Digest(text);
    }

    public static string Of(ObservedState observed)
    {
        var text = new StringBuilder();
        foreach (var container in observed.Containers.OrderBy(container => container.Id, StringComparer.Ordinal))
        {
            Append(text, "container", container.Id, container.Name, container.State.ToString());
            Append(text, container.Labels);
            foreach (var endpoint in container.Networks)
                Append(text, "endpoint", endpoint.NetworkName, endpoint.NetworkId);
            foreach (var mount in container.Mounts.OrderBy(mount => mount.Target, StringComparer.Ordinal))
                Append(text, "mount", mount.Type.ToString(), mount.Name ?? "", mount.Target);
        }

        foreach (var (name, id) in observed.Named)
            Append(text, "named", name, id);
        foreach (var network in observed.Networks.OrderBy(network => network.Id, StringComparer.Ordinal))
            Append(text.Append(network.Id).Append('\n'), network.Labels.With("name", network.Name));
        foreach (var volume in observed.Volumes.OrderBy(volume => volume.Name, StringComparer.Ordinal))
            Append(text.Append("volume\n"), volume.Labels.With("name", volume.Name));
        return Digest(text);
    }

    /// <summary>Our own labels contain digests with a random key.</summary>
    private static NamedMap<string> Lasting(NamedMap<string> labels) =>
        labels.Where((name, _) => !name.StartsWith(LabelNames.OwnPrefix, StringComparison.Ordinal));

    private static void Append(StringBuilder text, params ReadOnlySpan<string> words)
    {
        foreach (var word in words)
            text.Append(word).Append('\0');
        text.Append('\n');
    }

    private static void Append(StringBuilder text, NamedMap<string> labels)
    {
        foreach (var (name, value) in labels)
            Append(text, name, value);
    }

    private static string Digest(StringBuilder text) => ContentDigest.Hex(text.ToString());
}
