using Compose.Files.Environment;

namespace Compose.Files.Remotes;

/// <summary>A file or folder in a git repository, in the forms that Docker Compose takes.</summary>
/// <param name="Repository">The address that git is given.</param>
/// <param name="Name">A branch, a tag or a commit; empty is the default branch.</param>
/// <param name="SubFolder">Below the root of the repository; empty is the root.</param>
public sealed record GitReference(string Repository, string Name, string SubFolder)
{
    internal const string GitHub = "github.com/";
    private const string Suffix = ".git";

    /// <summary>Null, with the reason, when git is not to be asked for it.</summary>
    public static GitReference? Parse(string text, out string problem)
    {
        problem = "";
        var (address, fragment) = Cut(text, '#');
        var (repository, query) = IsLogin(address) ? (address, "") : Cut(address, '?');
        if (Refusal(repository) is { } refusal)
        {
            problem = refusal;
            return null;
        }

        var (name, folder) = Cut(fragment, ':');
        var commit = "";
        foreach (var part in query.Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            var (key, value) = Cut(part, '=');
            value = Uri.UnescapeDataString(value);
            if (key is "ref" or "branch" or "tag")
                name = key is "branch" ? "refs/heads/" + value : key is "tag" ? "refs/tags/" + value : value;
            else if (key is "commit" or "checksum")
                commit = value;
            else if (key is "subdir")
                folder = value;
            else if (key is "submodules" && GoValue.ParseBool(value) is not false)
                problem = "submodules are not fetched";
            else if (key is not ("submodules" or "keep-git-dir"))
                problem = $"{key} is not known in the address of a git repository";
        }

        // A commit says which content it is, whatever the branch or tag is now.
        name = commit.Length > 0 ? commit : name;
        if (problem.Length == 0)
            problem = NameRefusal(name) ?? FolderRefusal(folder) ?? "";
        return problem.Length > 0 ? null : new GitReference(Completed(repository), name, folder.Trim('/'));
    }

    /// <summary>user@host:path, as ssh has it.</summary>
    internal static bool IsLogin(string text)
    {
        var at = text.IndexOf('@', StringComparison.Ordinal);
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        return at > 0 && colon > at + 1 && text.AsSpan(0, colon).IndexOfAny("/\\ ") < 0;
    }

    /// <summary>Inside of the repository whatever the path says.</summary>
    private static string? FolderRefusal(string folder) =>
        folder.StartsWith('/') || folder.Contains('\\', StringComparison.Ordinal) || folder.Contains(':', StringComparison.Ordinal)
            ? $"the folder {folder} is not relative"
            : folder.Split('/').Any(part => part is ".." or ".git") || folder.Any(char.IsControl)
                ? $"the folder {folder} leaves the repository" : null;

    private static string? NameRefusal(string name) =>
        name.StartsWith('-') || name.Any(c => c is ' ' or '~' or '^' or ':' or '?' or '*' or '[' or '\\') || name.Any(char.IsControl)
            || name.Contains("..", StringComparison.Ordinal)
            ? $"{name} is no name of a branch, tag or commit" : null;

    private static string? Refusal(string repository)
    {
        if (repository.StartsWith('-') || repository.Any(c => char.IsControl(c) || c == ' '))
            return "it is no address";
        if (repository.StartsWith(GitHub, StringComparison.Ordinal) || IsLogin(repository))
            return repository.Contains("@-", StringComparison.Ordinal) ? "its host begins with a dash" : null;
        if (!Uri.TryCreate(repository, UriKind.Absolute, out var address))
            return "it is no address";
        if (address.Host.StartsWith('-') || address.UserInfo.StartsWith('-'))
            return "its host begins with a dash";
        return address.Scheme switch
        {
            "git" or "ssh" => null,
            "http" or "https" or "file" => repository.EndsWith(Suffix, StringComparison.Ordinal) ? null
                : $"the address of a git repository ends with {Suffix}",
            "oci" => "the name of an artifact begins with oci://",
            _ => $"{address.Scheme}:// is not known; compose files come from oci://, https://, ssh:// or git://",
        };
    }

    private static string Completed(string repository) =>
        repository.StartsWith(GitHub, StringComparison.Ordinal) ? "https://" + repository : repository;

    private static (string Before, string After) Cut(string text, char separator)
    {
        var at = text.IndexOf(separator, StringComparison.Ordinal);
        return at < 0 ? (text, "") : (text[..at], text[(at + 1)..]);
    }
}
