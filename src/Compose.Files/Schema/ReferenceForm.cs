namespace Compose.Files.Schema;

/// <summary>Where the name stands in a text that refers to something.</summary>
public enum ReferenceForm
{
    Whole,

    /// <summary>`db:database`: up to the first colon, if there is one.</summary>
    BeforeColon,

    /// <summary>`service:db`, also as `name=service:db`.</summary>
    AfterService,

    /// <summary>A mount in the short form, whose source is a volume unless it is a path.</summary>
    ShortMount,

    /// <summary>The source of a mount in the long form, whose type decides.</summary>
    MountSource,

    /// <summary>A service that another extends, of the file that `file` names.</summary>
    Extended,
}
