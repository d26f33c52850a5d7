using Compose.Watch.Changes;
using Compose.Watch.Entries;
using Compose.Watch.Rules;

namespace Compose.Watch.Manifests;

/// <summary>What a container holds at the targets of its rules, as far as watch knows. Not safe to use from several threads.</summary>
public sealed class SyncManifest
{
    /// <summary>True when the container has no manifest yet.</summary>
    public bool IsNew { get; }

    /// <summary>
    /// What the container lacks after a batch. A path of the batch that is gone from the host is to be deleted even when the manifest does not have it:
    /// the image may.
    /// </summary>
    public SyncChanges Compare(ServiceRule rule, ChangeBatch batch) => SyncChanges.None;

    /// <summary>What the container lacks of everything that the rule matches: after a start of watch or of the container.</summary>
    public SyncChanges Compare(ServiceRule rule) => SyncChanges.None;

    /// <summary>Takes the current files for those of the container, without copying: after a build the image has them.</summary>
    public void Assume(ServiceRule rule)
    {
    }

    /// <summary>Remembers what has been copied and deleted.</summary>
    public void Record(SyncChanges done)
    {
    }

    /// <summary>Remembers that one entry has been copied.</summary>
    public void Record(HostEntry uploaded)
    {
    }

    /// <summary>Writes it to the store. What cannot be written is lost, and the next watch copies more than it must.</summary>
    public void Save()
    {
    }
}
