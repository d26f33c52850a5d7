using Compose.Files.Diagnostics;
using Compose.Files.Text;

namespace Compose.Files.Discovery;

/// <summary>NC09xx: no project to load: its files, its name, its .env files.</summary>
public static class DiscoveryProblems
{
    public static Diagnostic NoFile(string directory) =>
        Nowhere(DiagnosticCode.NoComposeFile, "no configuration file provided: not found",
            $"no compose.yaml, compose.yml, docker-compose.yml or docker-compose.yaml in {directory} or a folder above it; name one with -f");

    public static Diagnostic ListedFileMissing(string path) =>
        Nowhere(DiagnosticCode.ComposeFileMissing, $"stat {path}: no such file or directory",
            "COMPOSE_FILE names it; " + DiskFile.HelpForMissing(path));

    public static Diagnostic InvalidName(string name, string origin) =>
        Nowhere(DiagnosticCode.InvalidProjectName, Discovery.ProjectName.Objection(name),
            origin + (Discovery.ProjectName.Normalize(name) is { Length: > 0 } valid ? $"; \"{valid}\" would be valid" : ""));

    public static Diagnostic EnvFileMissing(string path) =>
        Nowhere(DiagnosticCode.ProjectEnvFileMissing, $"couldn't find env file: {path}", DiskFile.HelpForMissing(path));

    public static Diagnostic EnvFileIsDirectory(string path) =>
        Nowhere(DiagnosticCode.ProjectEnvFileIsDirectory, $"{path} is a directory", "an env file is a file of NAME=value lines");

    public static Diagnostic NotBoolean(string variable, string value) =>
        Nowhere(DiagnosticCode.InvalidBooleanVariable, $"strconv.ParseBool: parsing \"{value}\": invalid syntax",
            $"{variable} takes true or false");

    public static Diagnostic Unreadable(string path, string reason) =>
        Nowhere(DiagnosticCode.ProjectEnvFileUnreadable, $"open {path}: {reason}", "correct the file, or name another one with --env-file");

    public static Diagnostic Remote(string reference, string failure) =>
        Nowhere(DiagnosticCode.RemoteComposeFile, $"cannot read {reference}: {failure}", null);

    public static Diagnostic EmptyName(string directory) =>
        Nowhere(DiagnosticCode.NoProjectName, "project name must not be empty",
            $"nothing of the folder's name, {directory}, can be in a project name; say `name:` in the file, or -p");

    public static Diagnostic SeveralFiles(string what, IReadOnlyList<string> found) =>
        new(DiagnosticCode.SeveralComposeFiles, Severity.Warning,
            $"Found multiple {what} files with supported names: {string.Join(", ", found)}", null)
        { Help = $"Using {found[0]}" };

    public static Diagnostic NameFromLink(string name) =>
        new(DiagnosticCode.NamedAfterLink, Severity.Warning,
            $"project has been loaded without an explicit name from a symlink. Using name \"{name}\"", null)
        {
            Help = "the folder behind the link has another name: say `name:` in the file, or -p",
        };

    private static Diagnostic Nowhere(DiagnosticCode code, string summary, string? help) =>
        new(code, Severity.Error, summary, null) { Help = help };
}
