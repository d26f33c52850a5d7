using System.Text;
using Compose.Files.Diagnostics;
using Compose.Files.DotEnvFiles;
using Compose.Files.Environment;
using Compose.Files.Interpolation;
using Compose.Files.Remotes;
using Compose.Files.Text;

namespace Compose.Files.Merging;

/// <summary>The .env files of an included project.</summary>
internal sealed class VariableFile(FileSource disk, SourceSet sources, DiagnosticBag diagnostics, IRemoteFiles? remotes)
{
    private readonly SubstitutionBudget _budget = new();
    private readonly Dictionary<string, SourceText?> _files = new(StringComparer.Ordinal);

    /// <summary>Adds the variables of files to those that are set already, which win; of the files the last one does.</summary>
    public ComposeEnvironment AddTo(ComposeEnvironment environment, IEnumerable<(string Path, string Name, SourceSpan From)> files)
    {
        var found = new Dictionary<string, EnvironmentValue>(StringComparer.Ordinal);
        foreach (var (path, name, from) in files)
        {
            if (!_files.TryGetValue(path, out var source))
                _files[path] = source = Read(path, name, from);
            if (source is null)
                continue;
            foreach (var (variable, value) in DotEnv.Read(source, name, Around, diagnostics, found.GetValueOrDefault, _budget))
                found[variable] = value;
        }

        return found.Count == 0 ? environment : environment.Adding(found);

        EnvironmentValue? Around(string name) => environment.TryGet(name, out var value) ? value : null;
    }

    private SourceText? Read(string path, string name, SourceSpan from)
    {
        if (disk.TryRead(path, out byte[] content) is { } reason)
        {
            diagnostics.Add(FileProblems.Unreadable(path, reason, from));
            return null;
        }

        return sources.Add(remotes?.NameOf(path) ?? name, path, Encoding.UTF8.GetString(content));
    }
}
