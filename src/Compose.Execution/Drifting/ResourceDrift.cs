using System.Collections.Immutable;
using Compose.Files.Model;
using Compose.Files.Text;
using Compose.Planning.Desired;
using Compose.Planning.Drift;
using Compose.Planning.Observed;

namespace Compose.Execution.Drifting;

/// <summary>
/// Networks and volumes of the project that are gone or were made again by hand. A network is made anew; a volume holds data, so it is only
/// pointed out.
/// </summary>
internal static class ResourceDrift
{
    public static void Add(ImmutableArray<DriftFinding>.Builder found, DesiredState desired, ObservedState observed)
    {
        foreach (var network in desired.Networks.Where(network => !network.Network.External))
            Network(found, desired, network, observed.Networks.FirstOrDefault(candidate => candidate.Name == network.Name));
        foreach (var volume in desired.Volumes.Where(volume => !volume.Volume.External))
            Volume(found, volume, observed.Volumes.FirstOrDefault(candidate => candidate.Name == volume.Name));
    }

    private static void Network(ImmutableArray<DriftFinding>.Builder found, DesiredState desired, NetworkSpec declared, ObservedNetwork? live)
    {
        var where = declared.Network.Source?.Span ?? SourceSpan.None;
        if (live is null)
            found.Add(new DriftFinding($"network {declared.Name}", null, $"networks.{declared.Key}", "there", "missing", DriftRepair.Up) { Where = where });
        else if (live.Project is { } other && other != desired.Project.Name)
            found.Add(new DriftFinding($"network {declared.Name}", null, $"networks.{declared.Key}", $"of project {desired.Project.Name}", $"of project {other}", DriftRepair.None) { Where = where });
        else if (live.Project is null)
            found.Add(new DriftFinding($"network {declared.Name}", null, $"networks.{declared.Key}", "made by this project", "made by hand", DriftRepair.RecreateNetwork) { Network = declared.Key, Where = where });
        else if (declared.Hash.Matches(live.ConfigHash) && Differs(declared.Network, live) is var (path, wanted, there))
            found.Add(new DriftFinding($"network {declared.Name}", null, $"networks.{declared.Key}.{path}", wanted, there, DriftRepair.RecreateNetwork) { Network = declared.Key, Where = where });
    }

    private static (string Path, string? Declared, string? Found)? Differs(Network declared, ObservedNetwork live)
    {
        var wanted = new Dictionary<string, string>(StringComparer.Ordinal);
        if (declared.Driver is { Length: > 0 } driver && driver != "default")
            wanted["driver"] = driver;
        if (declared.Internal)
            wanted["internal"] = "true";
        foreach (var (name, value) in declared.DriverOpts)
            wanted["driver_opts." + name] = value;
        foreach (var (name, value) in declared.Labels)
            wanted["labels." + name] = value;
        foreach (var (path, value) in wanted)
            if (!live.Attributes.TryGet(path, out var there) || there != value)
                return (path, value, there);
        return !declared.Internal && live.Attributes.Contains("internal") ? ("internal", "false", "true") : null;
    }

    private static void Volume(ImmutableArray<DriftFinding>.Builder found, VolumeSpec declared, ObservedVolume? live)
    {
        var where = declared.Volume.Source?.Span ?? SourceSpan.None;
        if (live is null)
            found.Add(new DriftFinding($"volume {declared.Name}", null, $"volumes.{declared.Key}", "there", "missing", DriftRepair.Up) { Where = where });
        else if (live.Project is null)
            found.Add(new DriftFinding($"volume {declared.Name}", null, $"volumes.{declared.Key}", "made by this project", "made by hand", DriftRepair.None) { Where = where });
        else if (declared.Hash.Matches(live.ConfigHash) && declared.Volume.Driver is { Length: > 0 } driver && driver != live.Driver)
            found.Add(new DriftFinding($"volume {declared.Name}", null, $"volumes.{declared.Key}.driver", driver, live.Driver, DriftRepair.None) { Where = where });
    }
}
