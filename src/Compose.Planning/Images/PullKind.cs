namespace Compose.Planning.Images;

internal enum PullKind
{
    /// <summary>No policy: `up` pulls missing images, `pull` all.</summary>
    Default,
    Missing,
    Always,
    Never,
    Build,

    /// <summary>`daily`, `weekly`, `every_12h`.</summary>
    Interval,
}
