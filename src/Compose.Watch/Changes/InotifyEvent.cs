namespace Compose.Watch.Changes;

/// <summary>One event of a watched folder.</summary>
/// <param name="Watch">The number of the watch.</param>
/// <param name="What">What happened.</param>
/// <param name="Name">The entry of the folder; empty for the folder itself.</param>
internal readonly record struct InotifyEvent(int Watch, InotifyEvents What, string Name)
{
    public bool IsFolder => What.HasFlag(InotifyEvents.IsFolder);

    public bool Has(InotifyEvents any) => (What & any) != 0;
}
