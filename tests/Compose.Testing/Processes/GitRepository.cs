namespace Compose.Testing.Processes;

/// <summary>A real git repository in a folder of its own.</summary>
public sealed class GitRepository : IDisposable
{
    public string Folder { get; } = Directory.CreateTempSubdirectory("ncompose-git-").FullName;

    public string Address => $"file://{Folder}/.git";

    public void Dispose() => Directory.Delete(Folder, recursive: true);

    public Task InitAsync(params string[] flags) => GitAsync(["init", "-q", "-b", "main", .. flags, "."]);

    /// <summary>Commits all files of the folder, with these contents for some.</summary>
    public async Task CommitAsync(params (string Name, string Content)[] files)
    {
        foreach (var (name, content) in files)
        {
            var path = Path.Combine(Folder, name);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            await File.WriteAllTextAsync(path, content);
        }

        await GitAsync("add", "-A");
        await GitAsync("commit", "-q", "-m", "test");
    }

    public Task<string> GitAsync(params string[] arguments) => GitAsync(arguments, null);

    /// <summary>What git prints.</summary>
    public async Task<string> GitAsync(string[] arguments, string? input)
    {
        var run = await ProcessRun.RunAsync(RequiredProgram.Installed("git"), ["-c", "user.name=t", "-c", "user.email=t@example.com",
            .. arguments], Folder, new Dictionary<string, string>(StringComparer.Ordinal)
            {
                ["PATH"] = Environment.GetEnvironmentVariable("PATH") ?? "/usr/bin:/bin",
                ["HOME"] = Folder,
            }, input);
        return run.Succeeded ? run.Output.Trim() : throw new InvalidOperationException(run.ToString());
    }
}
