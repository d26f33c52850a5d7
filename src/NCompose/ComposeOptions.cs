using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace NCompose;

/// <summary>Which project is meant, on which engine, and what its files may see.</summary>
public sealed class ComposeOptions
{
    /// <summary>The compose files, relative to <see cref="Directory"/>. Empty: they are found as the command line finds them.</summary>
    public IReadOnlyList<string> Files { get; set; } = [];

    /// <summary>The text of a compose file, in place of <see cref="Files"/>.</summary>
    public string? Text { get; set; }

    /// <summary>The folder where the files are. The default is the current folder of the process.</summary>
    public string? Directory { get; set; }

    /// <summary>The name of the project. The default is that of the files or of the folder.</summary>
    public string? ProjectName { get; set; }

    /// <summary>The active profiles.</summary>
    public IReadOnlyList<string> Profiles { get; set; } = [];

    /// <summary>Files of variables in place of <c>.env</c>.</summary>
    public IReadOnlyList<string> EnvFiles { get; set; } = [];

    /// <summary>The services to work on, with those that they depend on. Empty is all of them.</summary>
    public IReadOnlyList<string> Services { get; set; } = [];

    /// <summary>Variables for the files, besides those of the process.</summary>
    public IDictionary<string, string> Environment { get; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>
    /// The address of the engine. The default is that of the docker command line: <c>DOCKER_HOST</c>, or its current context.
    /// </summary>
    public string? Engine { get; set; }

    /// <summary>Files may name other files in git repositories and registries. What those mount and build is then accepted, too.</summary>
    public bool AllowRemoteFiles { get; set; }

    /// <summary>How <see cref="ComposeStack.StartAsync(ComposeOptions, CancellationToken)"/> publishes the ports of the files.</summary>
    public PortMode Ports { get; set; } = PortMode.Automatic;

    /// <summary>How <see cref="ComposeStack.StartAsync(ComposeOptions, CancellationToken)"/> applies the files.</summary>
    public ApplyOptions Apply { get; set; } = new() { WaitTimeout = TimeSpan.FromMinutes(2) };

    /// <summary>
    /// When <see cref="ComposeStack.StartAsync(ComposeOptions, CancellationToken)"/> fails it writes the configuration, the plan, the
    /// containers, the logs and the events into this folder, in a subfolder with the name of the project.
    /// </summary>
    public string? ArtifactsFolder { get; set; }

    /// <summary>Gets the warnings of the files and the steps of every run.</summary>
    public ILogger Logger { get; set; } = NullLogger.Instance;
}
