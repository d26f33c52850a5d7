using System.Text;
using Compose.Engine.Artifacts;
using Compose.Files.Discovery;
using Compose.Files.Remotes;
using Compose.Host;
using Compose.Host.Processes;

namespace Compose.Execution.Remotes;

/// <summary>
/// Compose files from git repositories, with the git of this machine. Symbolic links become text files; hooks, filters, submodules and
/// other protocols than that of the address are off.
/// </summary>
internal sealed class GitFetch(RemoteSettings settings, RemoteCache cache)
{
    private const int Sha1Length = 40;
    private const int Sha256Length = 64;
    private const int ShortestAbbreviation = 7;
    private const string DefaultBranch = "HEAD";
    private const string OfTag = "^{}";

    public static readonly string Mark = Path.Combine(".git", "ncompose");

    private static readonly string[] Hardening =
    [
        "-c", "core.symlinks=false", "-c", "core.hooksPath=/dev/null", "-c", "core.fsmonitor=false", "-c", "protocol.ext.allow=never",
        "-c", "submodule.recurse=false", "-c", "fetch.recurseSubmodules=false", "-c", "advice.detachedHead=false", "-c", "gc.auto=0",
    ];

    public static GitReference Parsed(string reference) =>
        GitReference.Parse(reference, out var problem) ?? throw new RemoteFailure(problem);

    /// <summary>The commit of the content that is read, which is in the cache then.</summary>
    public async Task<string> FetchAsync(GitReference wanted, string? pin, string shown, CancellationToken cancellationToken)
    {
        var name = wanted.Name.Length > 0 ? wanted.Name : DefaultBranch;
        var commit = IsCommit(name) ? name : pin;
        if (commit is not null && cache.Has(commit, Mark))
            return commit;
        var asked = commit;
        if (commit is null)
            (asked, commit) = await ResolveAsync(wanted.Repository, name, cancellationToken);
        if (cache.Has(commit, Mark))
            return commit;
        settings.Progress($"Fetching {shown}");
        var stage = cache.Stage();
        try
        {
            await CheckOutAsync(wanted.Repository, asked!, commit, stage, cancellationToken);
            await cache.PlaceAsync(stage, commit, Mark, cancellationToken);
        }
        finally
        {
            RemoteCache.Remove(stage);
        }

        return commit;
    }

    /// <summary>The compose file: the named one, or the usual one of the named folder.</summary>
    public static string FileIn(string root, GitReference wanted)
    {
        var path = root;
        foreach (var part in wanted.SubFolder.Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            path = Path.Combine(path, part);
            if (new FileInfo(path).LinkTarget is not null)
                throw new RemoteFailure($"{wanted.SubFolder} is a symbolic link");
        }

        if (File.Exists(path))
            return path;
        if (!Directory.Exists(path))
            throw new RemoteFailure($"the repository has no {wanted.SubFolder}");
        var folder = wanted.SubFolder.Length > 0 ? wanted.SubFolder : "the root of the repository";
        return ComposeFileFinder.In(path) ?? throw new RemoteFailure($"there is no compose file in {folder}");
    }

    public static bool IsCommit(string text) => text.Length is Sha1Length or Sha256Length && ArtifactName.IsHex(text);

    /// <summary>
    /// What a name stands for, and the commit of that, which differ for a tag with a message. Git lists every name that ends so; the order
    /// of preference is its own.
    /// </summary>
    private async Task<(string Asked, string Commit)> ResolveAsync(string repository, string name, CancellationToken cancellationToken)
    {
        var listed = await RunAsync(
            repository, null, ["ls-remote", "--exit-code", "--", repository, name, name + OfTag], cancellationToken);
        if (listed.ExitCode == 2)
            throw NoSuchName(name);
        Demand(listed);
        var ids = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var line in Encoding.UTF8.GetString(listed.Output.Span).Split('\n'))
            if (line.Split('\t') is [var id, var full] && IsCommit(id))
                ids[full.Trim()] = id;
        foreach (var candidate in (string[])[name, "refs/" + name, "refs/tags/" + name, "refs/heads/" + name])
            if (ids.TryGetValue(candidate, out var found))
                return (found, ids.GetValueOrDefault(candidate + OfTag, found));
        throw NoSuchName(name);
    }

    private static RemoteFailure NoSuchName(string name) => new($"the repository has no branch or tag {name}"
        + (name.Length >= ShortestAbbreviation && ArtifactName.IsHex(name) ? "; a commit is named by all its digits" : ""));

    private async Task CheckOutAsync(string repository, string asked, string commit, string stage, CancellationToken cancellationToken)
    {
        string[] format = commit.Length == Sha256Length ? ["--object-format=sha256"] : [];
        Demand(await RunAsync(repository, stage, ["init", "--quiet", "--template=", .. format], cancellationToken));
        var attributes = Path.Combine(stage, ".git", "info");
        Directory.CreateDirectory(attributes);
        await RemoteCache.WriteAsync(Path.Combine(attributes, "attributes"),
            Encoding.UTF8.GetBytes("* -filter -ident -working-tree-encoding\n"), cancellationToken);
        Demand(await RunAsync(repository, stage,
            ["fetch", "--quiet", "--depth=1", "--no-tags", "--no-recurse-submodules", "--", repository, asked], cancellationToken));
        Demand(await RunAsync(repository, stage, ["checkout", "--quiet", "--detach", commit], cancellationToken));
    }

    private Task<ChildResult> RunAsync(string repository, string? folder, string[] arguments, CancellationToken cancellationToken)
    {
        var program = ChildProcess.Find("git", settings.Environment) ?? throw new RemoteFailure("git is not installed");
        return ChildProcess.RunAsync(new ChildStart(program, [.. Hardening, .. arguments])
        {
            WorkingDirectory = folder ?? Path.GetTempPath(),
            Environment = Variables(repository),
        }, ReadOnlyMemory<byte>.Empty, cancellationToken);
    }

    private Dictionary<string, string?> Variables(string repository)
    {
        var variables = new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["LC_ALL"] = "C",
            ["GIT_ALLOW_PROTOCOL"] = ProtocolsOf(repository),
            ["GIT_LFS_SKIP_SMUDGE"] = "1",
        };
        // Git sets these for its hooks; a run inside of one would work on that repository.
        foreach (var name in (string[])["GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_OBJECT_DIRECTORY", "GIT_COMMON_DIR",
            "GIT_NAMESPACE"])
            variables[name] = null;
        if (string.IsNullOrEmpty(settings.Environment[EnvironmentNames.GitPrompt]))
            variables[EnvironmentNames.GitPrompt.Name] = "0";
        if (string.IsNullOrEmpty(settings.Environment[EnvironmentNames.GitSsh])
            && string.IsNullOrEmpty(settings.Environment[EnvironmentNames.GitSshCommand]))
            variables[EnvironmentNames.GitSshCommand.Name] = "ssh -o ControlMaster=no -o BatchMode=yes";
        return variables;
    }

    private static string ProtocolsOf(string repository) =>
        !repository.Contains("://", StringComparison.Ordinal) ? "ssh"
            : repository[..repository.IndexOf("://", StringComparison.Ordinal)] is "http" ? "http:https"
                : repository[..repository.IndexOf("://", StringComparison.Ordinal)];

    private static void Demand(ChildResult result)
    {
        if (result.ExitCode != 0)
            throw new RemoteFailure(Complaint(Encoding.UTF8.GetString(result.Error.Span), result.ExitCode));
    }

    /// <summary>The line in which git says why; the other lines are advice.</summary>
    private static string Complaint(string error, int exitCode)
    {
        var lines = error.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        var line = lines.FirstOrDefault(line => line.StartsWith("fatal: ", StringComparison.Ordinal)) ?? lines.FirstOrDefault();
        return line is null ? $"git ends with exit code {exitCode}" : "git: " + RemoteReference.Shown(line.Replace("fatal: ", "",
            StringComparison.Ordinal));
    }
}
