namespace Compose.Execution.Copy;

/// <summary>
/// Where something that is copied goes: the folder that an archive is unpacked in, and the name that its top gets there (`.` for nothing of
/// its own). By the rules that `cp` and docker's users know.
/// </summary>
internal sealed record CopyTarget(string Folder, string Top)
{
    /// <summary>The target, or the sentence that says why there is none.</summary>
    public static (CopyTarget? Target, string? Objection) Decide(
        string sourceName, bool sourceIsDirectory, CopyPath destination, bool exists, bool isDirectory) =>
        (exists, isDirectory, sourceIsDirectory) switch
        {
            (true, true, _) => (new CopyTarget(destination.Bare, sourceName), null),
            (true, false, true) => (null, $"cannot copy directory: \"{destination}\" is a file"),
            (false, _, false) when destination.SaysDirectory => (null, $"no such directory: \"{destination}\""),
            _ => (new CopyTarget(destination.Parent, destination.Name), null),
        };
}
