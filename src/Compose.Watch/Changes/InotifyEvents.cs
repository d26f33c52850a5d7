namespace Compose.Watch.Changes;

/// <summary>Linux's numbers for what inotify reports, and for how it watches.</summary>
[Flags]
internal enum InotifyEvents : uint
{
    None = 0,
    Modify = 0x2,
    Attributes = 0x4,
    CloseWrite = 0x8,
    MovedFrom = 0x40,
    MovedTo = 0x80,
    Create = 0x100,
    Delete = 0x200,
    DeleteSelf = 0x400,
    MoveSelf = 0x800,
    Unmount = 0x2000,
    Overflow = 0x4000,
    Ignored = 0x8000,
    OnlyFolder = 0x1000000,
    DoNotFollow = 0x2000000,
    ExcludeUnlinked = 0x4000000,
    IsFolder = 0x40000000,

    /// <summary>A name of a folder came or went.</summary>
    Names = Create | MovedTo | Delete | MovedFrom,
    Gone = Delete | MovedFrom,
    Self = DeleteSelf | MoveSelf,
    Content = Names | Self | Modify | Attributes | CloseWrite | ExcludeUnlinked,
}
