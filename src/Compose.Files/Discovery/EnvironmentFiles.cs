using System.Collections.Immutable;
using Compose.Files.Diagnostics;
using Compose.Files.DotEnvFiles;
using Compose.Files.Environment;
using Compose.Files.Text;
using Compose.Host;

namespace Compose.Files.Discovery;

/// <summary>
/// Which .env files count: those named by --env-file or COMPOSE_ENV_FILES, the last winning; else the one in the project directory.
/// </summary>
internal sealed class EnvironmentFiles(LocationRequest request, SourceSet sources, DiagnosticBag diagnostics)
{
    private readonly HashSet<string> _read = new(StringComparer.Ordinal);

    /// <summary>Adds what the files say to what is there already; a variable that is set keeps its value.</summary>
    public ComposeEnvironment AddTo(ComposeEnvironment environment, string directory)
    {
        var found = new Dictionary<string, EnvironmentValue>(StringComparer.Ordinal);
        foreach (var path in Paths(directory))
        {
            // The same file is looked at once, though it is asked for before and after the compose files are known.
            if (_read.Add(path))
                Read(path, environment, found);
        }

        return found.Count == 0 ? environment : environment.Adding(found);
    }

    /// <summary>The files that were asked for, absolute.</summary>
    public ImmutableArray<string> Named =>
        [.. (request.EnvFiles.IsEmpty ? Variable(EnvironmentNames.EnvFiles).Split(',', StringSplitOptions.RemoveEmptyEntries)
            : [.. request.EnvFiles]).Select(Absolute)];

    private ImmutableArray<string> Paths(string directory)
    {
        if (Named is { IsEmpty: false } named)
            return named;
        if (IsDisabled())
            return [];
        var standard = Path.Combine(directory, ".env");
        return request.FileSource.IsFile(standard) ? [standard] : [];
    }

    private bool IsDisabled()
    {
        var value = Variable(EnvironmentNames.DisableEnvFile);
        if (value.Length == 0 && request.Variables[EnvironmentNames.DisableEnvFile] is null)
            return false;
        var parsed = GoValue.ParseBool(value);
        if (parsed is null)
            diagnostics.Add(DiscoveryProblems.NotBoolean(EnvironmentNames.DisableEnvFile.Name, value));
        return parsed ?? false;
    }

    private void Read(string path, ComposeEnvironment environment, Dictionary<string, EnvironmentValue> found)
    {
        if (Directory.Exists(path))
            diagnostics.Add(DiscoveryProblems.EnvFileIsDirectory(path));
        else if (!request.FileSource.Exists(path))
            diagnostics.Add(DiscoveryProblems.EnvFileMissing(path));
        else if (Text(path) is { } text)
        {
            var name = DisplayName.Of(path, request.CurrentDirectory);
            var source = sources.Add(name, path, text);
            foreach (var (variable, value) in DotEnv.Read(
                source, name, Around(environment), diagnostics, earlier => found.GetValueOrDefault(earlier)))
                found[variable] = value;
        }
    }

    private string? Text(string path)
    {
        if (request.FileSource.TryRead(path, out string text) is not { } reason)
            return text;
        diagnostics.Add(DiscoveryProblems.Unreadable(path, reason));
        return null;
    }

    private static Func<string, EnvironmentValue?> Around(ComposeEnvironment environment) => name =>
        environment.TryGet(name, out var value) ? value : null;

    private string Variable(ProcessVariable variable) => request.Variables[variable] ?? "";

    private string Absolute(string path)
    {
        if (path is "~" || path.StartsWith("~/", StringComparison.Ordinal))
            path = Variable(EnvironmentNames.Home) + path[1..];
        return DiskPath.Full(path, request.CurrentDirectory);
    }
}
