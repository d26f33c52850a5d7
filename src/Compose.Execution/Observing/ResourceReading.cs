using Compose.Engine.Gaps;
using Compose.Files.Model;
using Docker.DotNet.Models;

namespace Compose.Execution.Observing;

/// <summary>What a network or volume was made with, in the words of a compose file, as far as the list tells.</summary>
internal static class ResourceReading
{
    public static NamedMap<string> Of(NetworkResponse network)
    {
        var values = Common(network.Driver, network.Options, network.Labels);
        if (network.Internal)
            values["internal"] = "true";
        if (network.Attachable)
            values["attachable"] = "true";
        if (network.EnableIPv6)
            values["enable_ipv6"] = "true";
        return new NamedMap<string>(values);
    }

    public static NamedMap<string> Of(VolumeResponse volume) => new(Common(volume.Driver, volume.Options, volume.Labels));

    private static Dictionary<string, string> Common(
        string driver, IDictionary<string, string>? options, IDictionary<string, string>? labels)
    {
        var values = new Dictionary<string, string>(StringComparer.Ordinal) { ["driver"] = driver };
        foreach (var (name, value) in options.OrEmpty())
            if (!name.StartsWith("com.docker.network.enable_ipv", StringComparison.Ordinal))
                values["driver_opts." + name] = value;
        foreach (var (name, value) in labels.OrEmpty())
            if (!name.StartsWith("com.docker.compose.", StringComparison.Ordinal)
                && !name.StartsWith("ncompose.", StringComparison.Ordinal))
                values["labels." + name] = value;
        return values;
    }
}
