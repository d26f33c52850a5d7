using System.Collections.Immutable;
using Compose.Files.Diagnostics;
using Compose.Files.Model;
using Compose.Files.Text;
using Compose.Planning.Attributes;
using Compose.Planning.Context;
using Compose.Planning.Desired;
using Compose.Planning.Observed;
using Compose.Planning.Operations;
using Compose.Planning.Plans;

namespace Compose.Planning.Volumes;

/// <summary>
/// A missing volume is created. A new name is a new volume, and the old one stays. A volume whose declaration has changed is recreated only
/// if the user agrees to lose its data.
/// </summary>
internal static class VolumePlanner
{
    public static void Plan(PlanningContext context)
    {
        foreach (var volume in context.Desired.Volumes)
        {
            if (volume.Volume.External)
                External(context, volume);
            else
                Own(context, volume);
        }
    }

    private static void External(PlanningContext context, VolumeSpec volume)
    {
        if (context.Observed.Volumes.Any(candidate => candidate.Name == volume.Name))
            context.Volumes[volume.Key] = new VolumeRef(volume.Name);
        else
            context.Error(DiagnosticCode.ExternalVolumeMissing, $"external volume \"{volume.Name}\" not found",
                volume.Volume.Source?.Span ?? default,
                $"create it with `docker volume create {volume.Name}`, or remove `external: true`");
    }

    private static void Own(PlanningContext context, VolumeSpec volume)
    {
        var live = Select(context, volume);
        if (live is null)
            Create(context, volume, new Reason(ReasonCode.Missing));
        else if (live.Project != context.Desired.Project.Name)
            Foreign(context, volume, live);
        else if (live.ConfigHash is null || volume.Hash.Matches(live.ConfigHash))
            context.Volumes[volume.Key] = new VolumeRef(live.Name);
        else if (live.Name != volume.Name)
            Create(context, volume, new Reason(ReasonCode.Renamed, $"{live.Name} and its data stay")
            {
                Changes = [new AttributeChange(AttributePath.Of("volumes", volume.Key, "name"), live.Name, volume.Name,
                    (volume.Volume.Source?["name"] ?? volume.Volume.Source)?.Span ?? SourceSpan.None)],
            });
        else if (MayRecreate(context, volume, live))
            Recreate(context, volume, live);
        else
            context.Volumes[volume.Key] = new VolumeRef(live.Name);
    }

    private static ObservedVolume? Select(PlanningContext context, VolumeSpec volume)
    {
        var own = context.Observed.Volumes
            .Where(candidate => candidate.Project == context.Desired.Project.Name && candidate.Key == volume.Key)
            .OrderBy(candidate => candidate.Name, StringComparer.Ordinal).ToList();
        var selected = context.Observed.Volumes.FirstOrDefault(candidate => candidate.Name == volume.Name) ?? own.FirstOrDefault();
        foreach (var other in own.Where(other => other != selected && selected?.Name == volume.Name))
            context.Warn(DiagnosticCode.UnusedVolume,
                $"volume {other.Name} carries the label of \"{volume.Key}\" but is not what the file declares ({volume.Name} is used)",
                volume.Volume.Source?.Span ?? default,
                    $"it is left untouched; remove it with `docker volume rm {other.Name}` when its data is not needed");
        return selected;
    }

    private static void Foreign(PlanningContext context, VolumeSpec volume, ObservedVolume live)
    {
        var creator = live.Project is null
            ? "not created by Docker Compose"
            : $"created for project \"{live.Project}\" (expected \"{context.Desired.Project.Name}\")";
        var text = $"volume \"{live.Name}\" already exists but was {creator}. Use `external: true` to use an existing volume";
        context.Warn(DiagnosticCode.ForeignVolume, text, volume.Volume.Source?.Span ?? default);
        context.Volumes[volume.Key] = new VolumeRef(live.Name);
    }

    private static void Create(PlanningContext context, VolumeSpec volume, Reason reason, IEnumerable<StepId>? after = null) =>
        context.Volumes[volume.Key] = new VolumeRef(volume.Name, context.Steps.Add(new Operation.CreateVolume(volume), reason, after));

    private static bool MayRecreate(PlanningContext context, VolumeSpec volume, ObservedVolume live)
    {
        if (context.Policy.AssumeYes)
            return true;
        var key = Question.RecreateVolumeKey(volume.Name);
        if (context.Policy.Answers.TryGet(key, out var answer))
            return answer;
        context.Steps.Ask(new Question(
            key, $"Volume \"{volume.Name}\" exists but doesn't match configuration in compose file. Recreate (data will be lost)?",
                Risk.DataLoss)
        { Changes = Changes(context, volume, live) });
        return false;
    }

    /// <summary>
    /// The engine does not remove a volume while any container uses it, even a stopped one: these containers are removed first.
    /// </summary>
    private static void Recreate(PlanningContext context, VolumeSpec volume, ObservedVolume live)
    {
        var reason = new Reason(ReasonCode.VolumeChanged, volume.Key);
        var explained = reason with { Changes = Changes(context, volume, live) };
        var removed = new List<StepId>();
        var services = UsersOf(context.Desired, volume.Key);
        foreach (var container in context.Observed.Containers.Where(container => Uses(container, services, live)))
        {
            if (context.Removed.Add(container.Id))
                removed.Add(context.StopAndRemove(container, reason));
            else
                removed.AddRange(context.StepsOn(container.Id));
        }

        var gone = context.Steps.Add(new Operation.RemoveVolume(live.Name, BestEffort: false), explained, removed, Risk.DataLoss);
        Create(context, volume, reason, [gone]);
    }

    private static ImmutableArray<AttributeChange> Changes(PlanningContext context, VolumeSpec volume, ObservedVolume live) =>
        ResourceChanges.Of(
            AttributePath.Of("volumes", volume.Key), volume.Volume.Source, live.Labels, live.Attributes, context.Desired.Options.Redaction);

    private static bool Uses(ObservedContainer container, ImmutableHashSet<string> services, ObservedVolume volume) =>
        container.Mounts.Any(mount => mount.Type == MountType.Volume && mount.Name == volume.Name)
        || (services.Contains(container.Service) && !container.IsOneOff && !container.IsHook);

    /// <summary>Services that mount it, directly or through volumes_from.</summary>
    private static ImmutableHashSet<string> UsersOf(DesiredState desired, string key)
    {
        var users = ImmutableHashSet.Create<string>(StringComparer.Ordinal);
        foreach (var service in desired.Services.Select(spec => spec.Service))
            if (service.Volumes.Any(mount => mount.Type == MountType.Volume && mount.Source == key)
                || service.VolumesFrom.Any(from => users.Contains(from.Split(':')[0])))
                users = users.Add(service.Name);
        return users;
    }
}
