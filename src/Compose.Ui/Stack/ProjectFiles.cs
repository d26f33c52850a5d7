using System.Collections.Immutable;
using System.Globalization;
using Compose.Execution.Observing;
using Compose.Execution.Remotes;
using Compose.Files;
using Compose.Files.Diagnostics;
using Compose.Files.Discovery;
using Compose.Files.Model;
using Compose.Files.Text;
using Compose.Host;
using Compose.Planning.Secrets;
using Compose.Ui.Model;

namespace Compose.Ui.Stack;

/// <summary>The project as its files declare it now.</summary>
public sealed class ProjectFiles
{
    private const int Around = 4;
    private readonly ImmutableArray<(string Path, DateTime Written, long Length)> _stamps;
    private readonly SourceSet _sources;
    private readonly Redaction _redaction;

    private ProjectFiles(LoadResult result, ProjectLocation location)
    {
        _sources = result.Sources;
        Project = result.Diagnostics.HasErrors ? null : result.Project;
        Name = result.Project?.Name ?? "";
        var problems = location.Diagnostics.Concat(result.Diagnostics).Where(problem => problem.Severity == Severity.Error);
        Problem = Project is null ? string.Join('\n', problems.Select(Words)) : null;
        var watched = result.Sources.All.Select(source => source.Path).Concat(location.Files.Select(file => file.Path))
            .Append(Path.Combine(location.Directory, ".env"));
        _stamps = [.. watched.Distinct(StringComparer.Ordinal).Select(Stamp)];
        _redaction = Project is null ? Redaction.ByShape : new Redaction(ContentDigests.Of(Project).SecretTexts);
        Directory = location.Directory;
    }

    public ComposeProject? Project { get; }

    /// <summary>Empty when the files cannot be read so far.</summary>
    public string Name { get; }

    /// <summary>What is wrong, where, and what to do about it; null when <see cref="Project"/> is there.</summary>
    public string? Problem { get; }

    public string Directory { get; }

    public static ProjectFiles Load(StackOptions options, ProcessEnvironment environment)
    {
        var location = ProjectLocator.Locate(new LocationRequest
        {
            CurrentDirectory = options.Folder,
            Variables = environment,
            Files = options.Files,
            ProjectDirectory = options.ProjectDirectory,
            ProjectName = options.ProjectName,
            Profiles = options.Profiles,
            EnvFiles = options.EnvFiles,
            Remotes = folder => new RemoteFiles(new RemoteSettings { Environment = environment, Pins = RemotePins.Read(folder) }),
        });
        return new ProjectFiles(ComposeLoader.Load(new LoadRequest
        {
            Files = location.Files,
            Directory = location.Directory,
            LocalDirectory = location.LocalDirectory,
            Remotes = location.Remotes,
            Environment = location.Environment,
            Sources = location.Sources,
            ProjectName = location.ProjectName,
            Profiles = location.Profiles,
        }), location);
    }

    /// <summary>A file was written since they were read.</summary>
    public bool AreOld => _stamps.Any(stamp => Stamp(stamp.Path) != stamp);

    /// <summary>Lines around one of a file that was loaded, by the name that the plan gives; secrets are hidden.</summary>
    public ExcerptDocument? Excerpt(string name, int line)
    {
        if (_sources.All.FirstOrDefault(source => source.Name == name) is not { } source)
            return null;
        var lines = source.Text.Split('\n');
        if (line < 1 || line > lines.Length)
            return null;
        var first = Math.Max(1, line - Around);
        return new ExcerptDocument(name, first, [.. lines[(first - 1)..Math.Min(lines.Length, line + Around)].Select(Shown)]);
    }

    /// <summary>`KEY: value` and `- KEY=value` hide the value when the key is the name of a secret.</summary>
    private string Shown(string line)
    {
        var text = line.TrimEnd('\r');
        var end = text.IndexOfAny([':', '=']);
        if (end > 0 && end + 1 < text.Length && SecretNames.Hides("environment." + text[..end].Trim(' ', '-', '"', '\'')))
            return $"{text[..(end + 1)]} {Redaction.Hidden}";
        return _redaction.Text(text);
    }

    private string Words(Diagnostic problem)
    {
        var place = "";
        if (problem.Primary is { } label && _sources.TryGet(label.Span, out var source))
        {
            var at = source.Lines.Position(label.Span.Start);
            place = string.Create(CultureInfo.InvariantCulture, $"{source.Name}:{at.Line}:{at.Column}: ");
        }

        return place + problem.Summary + (problem.Help is { } help ? "\n" + help : "");
    }

    private static (string Path, DateTime Written, long Length) Stamp(string path)
    {
        var file = new FileInfo(path);
        return file.Exists ? (path, file.LastWriteTimeUtc, file.Length) : (path, default, -1);
    }
}
