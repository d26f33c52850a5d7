using Compose.Engine.Gaps;
using Compose.Planning.Attributes;
using Compose.Planning.Drift;
using Docker.DotNet.Models;

namespace Compose.Execution.Drift;

/// <summary>What is mounted where. What comes from other containers (volumes_from) is not declared here.</summary>
internal sealed class MountDrift(HostConfig? made, IEnumerable<MountPoint> mounts, DriftComparison found)
{
    public void Compare()
    {
        var now = mounts.ToDictionary(mount => mount.Destination, StringComparer.Ordinal);
        var wanted = new HashSet<string>(StringComparer.Ordinal);
        foreach (var bind in (made?.Binds).OrEmpty())
            if (bind.Split(':') is [var source, var target, ..] parts)
                Mount(wanted, now, source, target, parts.Length > 2 && parts[2].Split(',').Contains("ro"));
        foreach (var mount in (made?.Mounts).OrEmpty())
            if (mount.Type is "volume" or "bind" && mount.Target is { } target)
                Mount(wanted, now, mount.Source ?? "", target, mount.ReadOnly == true);
        if (made?.VolumesFrom is { Count: > 0 })
            return;
        foreach (var extra in now.Values.Where(mount => !wanted.Contains(mount.Destination) && mount.Type == "bind"))
            found.Add("volumes", null, AttributeText.Mount("bind", extra.Source, extra.Destination, !extra.RW), DriftRepair.Recreate);
    }

    private void Mount(HashSet<string> wanted, Dictionary<string, MountPoint> now, string source, string target, bool readOnly)
    {
        target = target.Length > 1 ? target.TrimEnd('/') : target;
        wanted.Add(target);
        var declared = AttributeText.Mount("bind", source, target, readOnly);
        if (!now.TryGetValue(target, out var mount))
            found.Add("volumes", declared, null, DriftRepair.Recreate);
        else if ((source.Length > 0 && source != mount.Source && source != mount.Name && mount.Type != "bind") || readOnly == mount.RW)
            found.Add("volumes", declared, AttributeText.Mount(mount.Type ?? "", Source(mount), target, !mount.RW), DriftRepair.Recreate);
    }

    private static string Source(MountPoint mount) => mount.Name is { Length: > 0 } name ? name : mount.Source;
}
