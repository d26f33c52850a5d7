using Compose.Testing.Processes;

namespace Compose.Execution.Tests.Remotes;

internal static class BranchedRepository
{
    /// <summary>Two branches, a tag, and links out of the repository.</summary>
    public static async Task WriteAsync(this GitRepository repository)
    {
        await repository.InitAsync();
        File.CreateSymbolicLink(Path.Combine(repository.Folder, "link"), "/etc");
        Directory.CreateDirectory(Path.Combine(repository.Folder, "linked"));
        File.CreateSymbolicLink(Path.Combine(repository.Folder, "linked", "compose.yaml"), "/etc/passwd");
        await repository.CommitAsync(("compose.yaml", "one"), ("sub/compose.yaml", "two"), ("empty/x", ""));
        await repository.GitAsync("tag", "v1");
        await repository.GitAsync("checkout", "-q", "-b", "feature/main");
        await repository.CommitAsync(("compose.yaml", "three"));
        await repository.GitAsync("checkout", "-q", "main");
    }
}
