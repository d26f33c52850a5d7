using System.Collections.Immutable;
using Compose.Files.Diagnostics;
using Compose.Files.Environment;
using Compose.Files.Remotes;
using Compose.Files.Text;
using Compose.Host;

namespace Compose.Files.Discovery;

/// <summary>
/// From the command line to files, directory, environment and name. A .env file may name the compose files, and the compose files say in
/// which folder the .env file is: so it is looked for twice, and variables are only ever added.
/// </summary>
public sealed class ProjectLocator
{
    private readonly LocationRequest _request;
    private readonly DiagnosticBag _diagnostics = [];
    private readonly SourceSet _sources = new();
    private readonly EnvironmentFiles _envFiles;
    private ComposeEnvironment _environment;
    private IRemoteFiles? _remotes;
    private string? _remoteDirectory;

    private ProjectLocator(LocationRequest request)
    {
        _request = request;
        _envFiles = new EnvironmentFiles(request, _sources, _diagnostics);
        _environment = ComposeEnvironment.From(request.Variables.All, "shell");
        if (request.Variables[EnvironmentNames.WorkingDirectory] is null)
            _environment = _environment.Adding([new(EnvironmentNames.WorkingDirectory.Name,
                new EnvironmentValue(request.CurrentDirectory, "working directory"))]);
    }

    public static ProjectLocation Locate(LocationRequest request) => new ProjectLocator(request).Run();

    private ProjectLocation Run()
    {
        var files = _request.Files;
        _environment = _envFiles.AddTo(_environment, DirectoryOf(files));
        if (files.IsEmpty)
            files = ListedFiles();
        if (files.IsEmpty && !_diagnostics.HasErrors)
            files = ComposeFileFinder.Search(DirectoryOf(files), _request.FileSource, _diagnostics);
        var local = DirectoryOf(files);
        _environment = _envFiles.AddTo(_environment, local);
        _remotes = _request.Remotes?.Invoke(local);
        var described = Described(files);
        return new ProjectLocation
        {
            Files = described,
            Directory = _remoteDirectory ?? local,
            LocalDirectory = local,
            Remotes = _remotes,
            Environment = _environment,
            ProjectName = Name(),
            Profiles = _request.Profiles.IsEmpty ? Profiles() : _request.Profiles,
            EnvironmentFiles = _envFiles.Named,
            Sources = _sources,
            Diagnostics = _diagnostics,
        };
    }

    private ImmutableArray<string> ListedFiles()
    {
        if (_environment[EnvironmentNames.File] is not { } list)
            return [];
        var separator = _environment[EnvironmentNames.PathSeparator] is { Length: > 0 } own ? own : Path.PathSeparator.ToString();
        var files = ImmutableArray.CreateBuilder<string>();
        foreach (var name in list.Split(separator))
        {
            var isPath = name != "-" && !RemoteReference.IsRemote(name);
            var path = isPath ? Absolute(name) : name;
            if (isPath && !_request.FileSource.Exists(path))
                _diagnostics.Add(DiscoveryProblems.ListedFileMissing(path));
            files.Add(path);
        }

        return files.ToImmutable();
    }

    private string DirectoryOf(ImmutableArray<string> files)
    {
        if (_request.ProjectDirectory.Length > 0)
            return Absolute(_request.ProjectDirectory);
        foreach (var file in files)
            if (file != "-")
                return RemoteReference.IsRemote(file) ? _request.CurrentDirectory : Path.GetDirectoryName(Absolute(file)) ?? "/";
        return _request.CurrentDirectory;
    }

    private ImmutableArray<ComposeFile> Described(ImmutableArray<string> files)
    {
        var described = ImmutableArray.CreateBuilder<ComposeFile>(files.Length);
        foreach (var file in files)
        {
            if (file == "-")
                described.Add(new ComposeFile("-", "-", _request.ReadInput()));
            else if (RemoteReference.IsRemote(file))
                Add(described, file);
            else
                described.Add(new ComposeFile(DisplayName.Of(Absolute(file), _request.CurrentDirectory), Absolute(file)));
        }

        return described.ToImmutable();
    }

    /// <summary>The relative paths of all files start in the folder of the first remote one, as with Docker Compose.</summary>
    private void Add(ImmutableArray<ComposeFile>.Builder described, string reference)
    {
        var file = _remotes?.Fetch(reference) ?? RemoteFile.Failed("remote files are not read here");
        if (file.Failure is { } failure)
        {
            _diagnostics.Add(DiscoveryProblems.Remote(RemoteReference.Shown(reference), failure));
            return;
        }

        _remoteDirectory ??= Path.GetDirectoryName(file.Path);
        described.Add(new ComposeFile(_remotes!.NameOf(file.Path) ?? file.Path, file.Path));
    }

    private string? Name()
    {
        var (name, origin) = _request.ProjectName.Length > 0
            ? (_request.ProjectName, "from -p")
            : (_environment[EnvironmentNames.ProjectName] ?? "", $"from {EnvironmentNames.ProjectName.Name}");
        if (name.Length == 0)
            return null;
        if (_request.LowersName)
            name = name.ToLowerInvariant();
        if (!ProjectName.IsValid(name))
            _diagnostics.Add(DiscoveryProblems.InvalidName(name, origin));
        return name;
    }

    private ImmutableArray<string> Profiles() =>
        [.. (_environment[EnvironmentNames.Profiles] ?? "")
            .Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)];

    private string Absolute(string path) => DiskPath.Full(path, _request.CurrentDirectory);
}
