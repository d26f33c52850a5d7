using System.Text;
using Compose.Host;
using Compose.Planning.Timelines;

namespace Compose.Execution.Timelines;

/// <summary>The timeline of the last run on a project, in the state folder of the user, where the page finds it.</summary>
public sealed class TimelineStore
{
    private static readonly TimeSpan Longest = TimeSpan.FromDays(30);
    private readonly string _folder;

    private TimelineStore(string folder, string file) => (_folder, File) = (folder, Path.Combine(folder, file));

    public string File { get; }

    /// <summary>Null when the user has no state folder.</summary>
    public static TimelineStore? Of(ProcessEnvironment environment, string engine, string project) =>
        StateFolder.Of(environment, "timelines") is { } folder
            ? new TimelineStore(folder, ContentDigest.Hex($"{engine}\n{project}")[..32] + ".json")
            : null;

    /// <summary>Keeps it in place of the one before. What cannot be kept is not shown by the page, which is no reason to fail.</summary>
    public void Write(TimelineDocument timeline)
    {
        if (PrivateFolder.Claim(_folder) is not null)
            return;
        try
        {
            // Readers see the old or the new one, and two runs at a time do not write to one file.
            var fresh = $"{File}.{Environment.ProcessId}";
            StateFolder.Delete(fresh);
            using (var stream = new FileStream(fresh, FileLock.OwnFile(FileMode.CreateNew)))
                stream.Write(Encoding.UTF8.GetBytes(TimelineJson.Of(timeline)));
            System.IO.File.Move(fresh, File, overwrite: true);
            StateFolder.RemoveOld(_folder, Longest);
        }
        catch (Exception refusal) when (refusal is IOException or UnauthorizedAccessException)
        {
            // A full disk.
        }
    }

    /// <summary>Null when there is none.</summary>
    public TimelineDocument? Read()
    {
        try
        {
            return FileFacts.Of(File) is { Kind: not FileKind.File } ? null : TimelineJson.Read(System.IO.File.ReadAllBytes(File));
        }
        catch (Exception refusal) when (refusal is IOException or UnauthorizedAccessException)
        {
            // No run yet.
            return null;
        }
    }
}
