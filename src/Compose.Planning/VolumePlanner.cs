using System.Collections.Immutable;
using Compose.Files.Model;
using Compose.Files.Text;
using Compose.Planning.Desired;
using Compose.Planning.Observed;

namespace Compose.Planning;

/// <summary>
/// Volumes: missing ones are made; a new name is a new volume and the old one stays; one that is declared differently now is made anew only
/// when the user has said that its data may go.
/// </summary>
internal static class VolumePlanner
{
    public static void Plan(Draft draft)
    {
        foreach (var volume in draft.Desired.Volumes)
        {
            if (volume.Volume.External)
                External(draft, volume);
            else
                Own(draft, volume);
        }
    }

    private static void External(Draft draft, VolumeSpec volume)
    {
        if (draft.Observed.Volumes.Any(candidate => candidate.Name == volume.Name))
            draft.Volumes[volume.Key] = new VolumeRef(volume.Name);
        else
            draft.Error(PlanningCodes.ExternalVolumeMissing, $"external volume \"{volume.Name}\" not found", volume.Volume.Source?.Span ?? default,
                $"create it with `docker volume create {volume.Name}`, or remove `external: true`");
    }

    private static void Own(Draft draft, VolumeSpec volume)
    {
        var live = Select(draft, volume);
        if (live is null)
            Create(draft, volume, new Reason(ReasonCode.Missing));
        else if (live.Project != draft.Desired.Project.Name)
            Foreign(draft, volume, live);
        else if (live.ConfigHash is null || volume.Hash.Matches(live.ConfigHash))
            draft.Volumes[volume.Key] = new VolumeRef(live.Name);
        else if (live.Name != volume.Name)
            Create(draft, volume, new Reason(ReasonCode.Renamed, $"{live.Name} and its data stay")
            {
                Changes = [new AttributeChange($"volumes.{volume.Key}.name", live.Name, volume.Name, (volume.Volume.Source?["name"] ?? volume.Volume.Source)?.Span ?? SourceSpan.None)],
            });
        else if (MayRecreate(draft, volume, live))
            Recreate(draft, volume, live);
        else
            draft.Volumes[volume.Key] = new VolumeRef(live.Name);
    }

    private static ObservedVolume? Select(Draft draft, VolumeSpec volume)
    {
        var own = draft.Observed.Volumes
            .Where(candidate => candidate.Project == draft.Desired.Project.Name && candidate.Key == volume.Key)
            .OrderBy(candidate => candidate.Name, StringComparer.Ordinal).ToList();
        var selected = draft.Observed.Volumes.FirstOrDefault(candidate => candidate.Name == volume.Name) ?? own.FirstOrDefault();
        foreach (var other in own.Where(other => other != selected && selected?.Name == volume.Name))
            draft.Warn(PlanningCodes.VolumeLeftOver,
                $"volume {other.Name} carries the label of \"{volume.Key}\" but is not what the file declares ({volume.Name} is used)",
                volume.Volume.Source?.Span ?? default, $"it is left untouched; remove it with `docker volume rm {other.Name}` when its data is not needed");
        return selected;
    }

    private static void Foreign(Draft draft, VolumeSpec volume, ObservedVolume live)
    {
        var text = live.Project is null
            ? $"volume \"{live.Name}\" already exists but was not created by Docker Compose. Use `external: true` to use an existing volume"
            : $"volume \"{live.Name}\" already exists but was created for project \"{live.Project}\" (expected \"{draft.Desired.Project.Name}\"). Use `external: true` to use an existing volume";
        draft.Warn(PlanningCodes.VolumeNotOurs, text, volume.Volume.Source?.Span ?? default);
        draft.Volumes[volume.Key] = new VolumeRef(live.Name);
    }

    private static void Create(Draft draft, VolumeSpec volume, Reason reason, IEnumerable<StepId>? after = null) =>
        draft.Volumes[volume.Key] = new VolumeRef(volume.Name, draft.Steps.Add(new Operation.CreateVolume(volume), reason, after));

    private static bool MayRecreate(Draft draft, VolumeSpec volume, ObservedVolume live)
    {
        if (draft.Policy.AssumeYes)
            return true;
        var key = Question.RecreateVolumeKey(volume.Name);
        if (draft.Policy.Answers.TryGet(key, out var answer))
            return answer;
        draft.Steps.Ask(new Question(
            key, $"Volume \"{volume.Name}\" exists but doesn't match configuration in compose file. Recreate (data will be lost)?", Risk.DataLoss)
        { Changes = Changes(draft, volume, live) });
        return false;
    }

    /// <summary>The engine does not remove a volume that any container has, even a stopped one: they all go first.</summary>
    private static void Recreate(Draft draft, VolumeSpec volume, ObservedVolume live)
    {
        var reason = new Reason(ReasonCode.VolumeChanged, volume.Key);
        var explained = reason with { Changes = Changes(draft, volume, live) };
        var removed = new List<StepId>();
        var services = UsersOf(draft.Desired, volume.Key);
        foreach (var container in draft.Observed.Containers.Where(container => Uses(container, services, live)))
        {
            if (!draft.Removed.Add(container.Id))
            {
                removed.AddRange(draft.TouchedBy(container.Id));
                continue;
            }

            draft.Stop(container, reason, Risk.Downtime);
            removed.Add(draft.Remove(container, reason));
        }

        var gone = draft.Steps.Add(new Operation.RemoveVolume(live.Name, BestEffort: false), explained, removed, Risk.DataLoss);
        Create(draft, volume, reason, [gone]);
    }

    private static ImmutableArray<AttributeChange> Changes(Draft draft, VolumeSpec volume, ObservedVolume live) =>
        ResourceChanges.Of("volumes." + volume.Key, volume.Volume.Source, live.Labels, live.Attributes, draft.Desired.Options.Redaction);

    private static bool Uses(ObservedContainer container, ImmutableHashSet<string> services, ObservedVolume volume) =>
        container.Mounts.Any(mount => mount.Type == MountType.Volume && mount.Name == volume.Name)
        || (services.Contains(container.Service) && !container.IsOneOff && !container.IsHook);

    /// <summary>Services that mount it, and those that take over the mounts of one that does.</summary>
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
