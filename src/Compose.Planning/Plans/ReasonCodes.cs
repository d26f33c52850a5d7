using System.Diagnostics;

namespace Compose.Planning.Plans;

/// <summary>The published spelling of every <see cref="ReasonCode"/>.</summary>
public static class ReasonCodes
{
    public static string Text(this ReasonCode code) => code switch
    {
        ReasonCode.Missing => "missing",
        ReasonCode.ImageChanged => "image-changed",
        ReasonCode.ConfigChanged => "config-changed",
        ReasonCode.NetworkChanged => "network-changed",
        ReasonCode.VolumeChanged => "volume-changed",
        ReasonCode.ParentRecreated => "parent-recreated",
        ReasonCode.ContentChanged => "content-changed",
        ReasonCode.Scale => "scale",
        ReasonCode.Forced => "forced",
        ReasonCode.Orphan => "orphan",
        ReasonCode.Drift => "drift",
        ReasonCode.NotRunning => "not-running",
        ReasonCode.Dependency => "dependency",
        ReasonCode.DependencyRestarted => "dependency-restarted",
        ReasonCode.Replaced => "replaced",
        ReasonCode.Interrupted => "interrupted",
        ReasonCode.Hook => "hook",
        ReasonCode.Inject => "inject",
        ReasonCode.Wait => "wait",
        ReasonCode.Requested => "requested",
        ReasonCode.Renamed => "renamed",
        ReasonCode.RenewVolumes => "renew-volumes",
        ReasonCode.PullPolicy => "pull-policy",
        ReasonCode.Update => "update",
        ReasonCode.Rollback => "rollback",
        ReasonCode.DigestChanged => "digest-changed",
        ReasonCode.PlacementChanged => "placement-changed",
        ReasonCode.ModeChanged => "mode-changed",
        ReasonCode.Rotated => "rotated",
        ReasonCode.Adopted => "adopted",
        _ => throw new UnreachableException(),
    };
}
