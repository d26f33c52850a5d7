using Compose.Cli.Context;
using Compose.Cli.Hosting;
using Compose.Host;

namespace Compose.Cli.Commands.With;

/// <summary>
/// A locked file for each stack of a run of `with`. The lock ends with the process, so a file that can be locked belongs to a run that was
/// killed before it removed its stack.
/// </summary>
internal sealed class StackRecord : IDisposable
{
    private const string Ending = ".with";
    private readonly string _path;
    private readonly FileStream _lock;

    private StackRecord(string project, string path, FileStream @lock) => (Project, _path, _lock) = (project, path, @lock);

    public string Project { get; }

    /// <summary>Null when there is no place for it; the run goes on, and only a killed run would leave its stack.</summary>
    public static StackRecord? Create(CommandContext run, string project) =>
        Folder(run) is { } folder ? Take(Path.Combine(folder, project + EndingOf(run)), project) : null;

    /// <summary>The stacks on this engine whose runs were killed.</summary>
    public static IEnumerable<StackRecord> Left(CommandContext run)
    {
        if (Folder(run) is not { } folder)
            yield break;
        var ending = EndingOf(run);
        foreach (var path in Directory.GetFiles(folder, "*" + ending))
            if (Take(path, Path.GetFileName(path)[..^ending.Length]) is { } record)
                yield return record;
    }

    /// <summary>The stack is removed.</summary>
    public void Forget()
    {
        try
        {
            File.Delete(_path);
        }
        catch (Exception refusal) when (refusal is IOException or UnauthorizedAccessException)
        {
            // The next run finds nothing to remove, and tries again.
        }
    }

    public void Dispose() => _lock.Dispose();

    private static StackRecord? Take(string path, string project)
    {
        try
        {
            return FileLock.TryTake(path) is { } file ? new StackRecord(project, path, file) : null;
        }
        catch (Exception refusal) when (refusal is IOException or UnauthorizedAccessException)
        {
            // A full disk must not keep the command from running.
            return null;
        }
    }

    private static string EndingOf(CommandContext run) => $"@{ContentDigest.Hex(run.Engine.Address)[..8]}{Ending}";

    private static string? Folder(CommandContext run) =>
        ProjectLock.Folders(run.Call.Process.Variables).FirstOrDefault(folder => PrivateFolder.Claim(folder) is null);
}
