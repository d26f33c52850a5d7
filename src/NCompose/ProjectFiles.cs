using System.Text;
using Compose.Execution.Remotes;
using Compose.Files;
using Compose.Files.Diagnostics;
using Compose.Files.Discovery;
using Compose.Files.Environment;
using Compose.Files.Text;
using Compose.Host;

namespace NCompose;

/// <summary>Where the files of the options are and what they may see.</summary>
internal sealed record ProjectFiles(ComposeOptions Options, ProcessEnvironment Variables, ProjectLocation Location, Dialect Dialect)
{
    private const string StandardInput = "-";

    public static ProjectFiles Locate(ComposeOptions options, string? name)
    {
        if (options is { Text: not null, Files.Count: > 0 })
            throw new ArgumentException("Text and Files exclude each other", nameof(options));
        var variables = VariablesOf(options);
        var current = Environment.CurrentDirectory;
        var directory = options.Directory is null ? current : Path.GetFullPath(options.Directory, current);
        var text = options.Text;
        var location = ProjectLocator.Locate(new LocationRequest
        {
            CurrentDirectory = directory,
            Variables = variables,
            ReadInput = () => Encoding.UTF8.GetBytes(text ?? ""),
            Files = text is null ? [.. options.Files] : [StandardInput],
            ProjectDirectory = text is null && options.Directory is null ? "" : directory,
            ProjectName = name ?? "",
            Profiles = [.. options.Profiles],
            EnvFiles = [.. options.EnvFiles],
            Remotes = options.AllowRemoteFiles ? folder => Remotes(variables, folder) : null,
        });
        var dialect = location.Environment[EnvironmentNames.Dialect];
        return DialectName.TryParse(dialect, out var known) ? new ProjectFiles(options, variables, location, known)
            : throw new ComposeException($"{EnvironmentNames.Dialect.Name} takes 2.40 or 5 (found: {dialect})");
    }

    /// <summary>A load that puts in no values of variables.</summary>
    public LoadRequest RawRequest =>
        Request(keepLabelFiles: false) with { Sources = new SourceSet(), Interpolate = false, ResolveEnvironment = false };

    /// <summary>Reads the files. The result is what callers see, the rest is for the work on an engine.</summary>
    public (ComposeLoad Result, LoadResult? Loaded) Load(bool keepLabelFiles, CancellationToken cancellationToken)
    {
        if (Location.Files.IsEmpty || Location.Diagnostics.HasErrors)
        {
            IEnumerable<Diagnostic> problems = Location.Diagnostics;
            if (Location.Files.IsEmpty && !Location.Diagnostics.HasErrors)
                problems = problems.Append(DiscoveryProblems.NoFile(Location.Directory));
            return (new ComposeLoad(null, Problems.Of(problems, Location.Sources), []), null);
        }

        var loaded = ComposeLoader.Load(Request(keepLabelFiles), cancellationToken);
        var found = Problems.Of([.. Location.Diagnostics, .. loaded.Diagnostics], loaded.Sources);
        var isUsable = loaded.Project is not null && !loaded.Diagnostics.HasErrors;
        return (new ComposeLoad(isUsable ? new ComposeProject(loaded, Dialect) : null, found, Paths(loaded.Sources)), loaded);
    }

    private LoadRequest Request(bool keepLabelFiles) => new()
    {
        Files = Location.Files,
        Directory = Location.Directory,
        LocalDirectory = Location.LocalDirectory,
        Remotes = Location.Remotes,
        Environment = Location.Environment,
        Sources = Location.Sources,
        ProjectName = Location.ProjectName,
        Profiles = Location.Profiles,
        Services = [.. Options.Services],
        Dialect = Dialect,
        KeepLabelFiles = keepLabelFiles,
        Compatibility = GoValue.IsTruthy(Location.Environment[EnvironmentNames.Compatibility]),
    };

    private static IReadOnlyList<string> Paths(SourceSet sources) =>
    [
        .. sources.All.Select(source => source.Path).Where(path => Path.IsPathRooted(path) && File.Exists(path))
            .Distinct(StringComparer.Ordinal),
    ];

    private static ProcessEnvironment VariablesOf(ComposeOptions options)
    {
        var variables = new Dictionary<string, string>(ProcessEnvironment.OfProcess().All, StringComparer.Ordinal);
        foreach (var (name, value) in options.Environment)
            variables[name] = value;
        var environment = new ProcessEnvironment(variables);
        return options.Engine is null ? environment
            : environment.With(EnvironmentNames.Host, options.Engine).With(EnvironmentNames.Context, "");
    }

    private static RemoteFiles Remotes(ProcessEnvironment variables, string folder) =>
        new(new RemoteSettings { Environment = variables, Pins = RemotePins.Read(folder) });
}
