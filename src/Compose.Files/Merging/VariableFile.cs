using Compose.Files.Diagnostics;
using Compose.Files.Environment;
using Compose.Files.Text;

namespace Compose.Files.Merging;

/// <summary>The .env files of an included project.</summary>
internal sealed class VariableFile(SourceSet sources, DiagnosticBag diagnostics)
{
    private readonly Dictionary<string, SourceText?> _files = new(StringComparer.Ordinal);

    /// <summary>Adds the variables of a file to those that are set already, which win.</summary>
    public ComposeEnvironment AddTo(ComposeEnvironment environment, string path, string name, SourceSpan from)
    {
        if (!_files.TryGetValue(path, out var source))
            _files[path] = source = Read(path, name, from);
        return source is null ? environment : environment.Adding(DotEnv.Read(source, name, Lookup(environment), diagnostics));
    }

    private static Func<string, EnvironmentValue?> Lookup(ComposeEnvironment environment) => name => environment.TryGet(name, out var value) ? value : null;

    private SourceText? Read(string path, string name, SourceSpan from)
    {
        if (DiskFile.TryRead(path, out var text) is { } reason)
        {
            diagnostics.Add(LoadProblems.Unreadable(path, reason, from));
            return null;
        }

        return sources.Add(name, path, text);
    }
}
