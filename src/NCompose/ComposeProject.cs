using System.Buffers;
using System.Text;
using Compose.Files;
using Compose.Files.Printing;
using DeclaredProject = Compose.Files.Model.ComposeProject;

namespace NCompose;

/// <summary>What compose files declare. No engine is needed to read them.</summary>
public sealed class ComposeProject
{
    private readonly LoadResult _loaded;
    private readonly Dialect _dialect;

    internal ComposeProject(LoadResult loaded, Dialect dialect) => (_loaded, _dialect) = (loaded, dialect);

    /// <summary>The name of the project.</summary>
    public string Name => Declared.Name;

    /// <summary>The absolute path of the folder that relative paths of the files begin in.</summary>
    public string Directory => Declared.Directory;

    /// <summary>
    /// The services that are selected by <see cref="ComposeOptions.Services"/> and <see cref="ComposeOptions.Profiles"/>.
    /// </summary>
    public IReadOnlyList<ComposeService> Services =>
    [
        .. Declared.Services.Values.Select(service => new ComposeService(
            service.Name, service.Image, service.Build is not null, service.Replicas, [.. service.Ports.Select(port => port.Target)],
            [.. service.DependsOn.Keys])),
    ];

    internal DeclaredProject Declared => _loaded.Project!;

    /// <summary>Reads the files. What is wrong with them is in the result, not in an exception.</summary>
    public static Task<ComposeLoad> LoadAsync(ComposeOptions options, CancellationToken cancellationToken = default) =>
        Task.Run(
            () => ProjectFiles.Locate(options, options.ProjectName).Load(keepLabelFiles: false, cancellationToken).Result,
            cancellationToken);

    /// <summary>
    /// The files after interpolation, include, extends and merging, as one compose file. It contains the values of variables.
    /// </summary>
    public string ToYaml()
    {
        var text = new ArrayBufferWriter<byte>();
        ConfigPrinter.Print(_loaded.Tree!, PrintForm.Yaml, _dialect, text);
        return Encoding.UTF8.GetString(text.WrittenSpan);
    }
}
