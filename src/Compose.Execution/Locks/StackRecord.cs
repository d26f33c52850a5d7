using Compose.Host;

namespace Compose.Execution.Locks;

/// <summary>
/// A locked file for each stack that is removed when its run ends: of `with` and of the .NET library. The lock ends with the process, so a
/// file that can be locked belongs to a run that was killed before it removed its stack.
/// </summary>
public sealed class StackRecord : IDisposable
{
    private const string Ending = ".with";
    private readonly string _folder;
    private readonly string _engine;
    private readonly FileStream _lock;

    private StackRecord(string project, string folder, string engine, FileStream @lock) =>
        (Project, _folder, _engine, _lock) = (project, folder, engine, @lock);

    public string Project { get; }

    /// <summary>Null when there is no place for it; the run goes on, and only a killed run would leave its stack.</summary>
    /// <param name="environment">Says where such files may be.</param>
    /// <param name="engine">The engine's address.</param>
    /// <param name="project">The name of the stack.</param>
    public static StackRecord? Create(ProcessEnvironment environment, string engine, string project) =>
        Folder(environment) is { } folder ? Take(folder, engine, project) : null;

    /// <summary>The stacks on this engine whose runs were killed.</summary>
    public static IEnumerable<StackRecord> Left(ProcessEnvironment environment, string engine)
    {
        if (Folder(environment) is not { } folder)
            yield break;
        var ending = EndingOf(engine);
        foreach (var path in Directory.GetFiles(folder, "*" + ending))
            if (Take(folder, engine, Path.GetFileName(path)[..^ending.Length]) is { } record)
                yield return record;
    }

    /// <summary>The stack is removed.</summary>
    public void Forget()
    {
        try
        {
            ProjectLock.Delete(_folder, _engine, Project);
            File.Delete(_lock.Name);
        }
        catch (Exception refusal) when (refusal is IOException or UnauthorizedAccessException)
        {
            // The next run finds nothing to remove, and tries again.
        }
    }

    public void Dispose() => _lock.Dispose();

    private static StackRecord? Take(string folder, string engine, string project)
    {
        try
        {
            return FileLock.TryTake(Path.Combine(folder, project + EndingOf(engine))) is { } file
                ? new StackRecord(project, folder, engine, file) : null;
        }
        catch (Exception refusal) when (refusal is IOException or UnauthorizedAccessException)
        {
            // A full disk must not keep the command from running.
            return null;
        }
    }

    private static string EndingOf(string engine) => $"@{ContentDigest.Hex(engine)[..8]}{Ending}";

    private static string? Folder(ProcessEnvironment environment) =>
        ProjectLock.Folders(environment).FirstOrDefault(folder => PrivateFolder.Claim(folder) is null);
}
