using System.CommandLine;

namespace Compose.Cli.CommandLine;

/// <summary>The flags before the sub-command. The one that may also follow it (`--dry-run`) is in <see cref="Everywhere"/>.</summary>
internal sealed class GlobalFlags
{
    private readonly Option<bool> _allResources = Flag.Switch(
        "--all-resources", null, "Include all resources, even those not used by services");
    private readonly Option<string> _ansi = Flag.Text(
        "--ansi", null, "Control when to print ANSI control characters (\"never\"|\"always\"|\"auto\")", "auto");
    private readonly Option<bool> _compatibility = Flag.Switch("--compatibility", null, "Run compose in backward compatibility mode");
    private readonly Option<string> _diagnostics = Flag.Text(
        "--diagnostics", null, "Set how problems of the compose files are printed (text, json, sarif, github)");
    private readonly Option<bool> _dryRun = Flag.Switch("--dry-run", null, "Show what would be done, without doing it");
    private readonly Option<string[]> _envFiles = Flag.List("--env-file", null, "Specify an alternate environment file");
    private readonly Option<string[]> _files = Flag.List("--file", "-f", "Compose configuration files");
    private readonly Option<string[]> _insecureRegistries = Flag.List(
        "--insecure-registry", null, "Reach these registries of compose artifacts over plain HTTP").AsHidden();
    private readonly Option<bool> _noAnsi = Flag.Switch("--no-ansi", null, "Deprecated: use --ansi never").AsHidden();
    private readonly Option<long> _parallel = Flag.Number("--parallel", null, "Control max parallelism, -1 for unlimited", -1);
    private readonly Option<string[]> _profiles = Flag.List("--profile", null, "Specify a profile to enable");
    private readonly Option<string> _progress = Flag.Text(
        "--progress", null, "Set type of progress output (auto, tty, plain, json, quiet)");
    private readonly Option<string> _projectDirectory = Flag.Text(
        "--project-directory", null, "Specify an alternate working directory (default: the path of the first specified compose file)");
    private readonly Option<string> _projectName = Flag.Text("--project-name", "-p", "Project name");
    private readonly Option<string> _target = Flag.Text("--target", null, "Set where the project runs (engine, swarm)");
    private readonly Option<bool> _verbose = Flag.Switch("--verbose", null, "Show more output").AsHidden();
    private readonly Option<bool> _version = Flag.Switch("--version", "-v", "Show the version").AsHidden();
    private readonly Option<string> _workDirectory = Flag.Text("--workdir", null, "Deprecated: use --project-directory").AsHidden();

    /// <summary>Those of the docker command line, which stand before a plugin's own.</summary>
    public DockerFlags Docker { get; } = new();

    public IReadOnlyList<Option> All =>
    [
        .. Docker.All,
        _allResources, _ansi, _compatibility, _diagnostics, _dryRun, _envFiles, _files, _insecureRegistries, _noAnsi, _parallel,
        _profiles, _progress,
        _projectDirectory, _projectName, _target, _verbose, _version, _workDirectory,
    ];

    public IReadOnlyList<Option> Everywhere => [_dryRun];

    public bool AsksForVersion(IEnumerable<string> tokens) => tokens.Contains(_version.Name + "=true");

    public GlobalOptions Read(ParseResult parsed) => new()
    {
        Files = [.. parsed.GetValue(_files) ?? []],
        ProjectName = parsed.GetValue(_projectName) ?? "",
        ProjectDirectory = parsed.GetValue(_projectDirectory) ?? "",
        WorkDirectory = parsed.GetValue(_workDirectory) ?? "",
        Profiles = [.. parsed.GetValue(_profiles) ?? []],
        EnvFiles = [.. parsed.GetValue(_envFiles) ?? []],
        InsecureRegistries = [.. parsed.GetValue(_insecureRegistries) ?? []],
        AllResources = parsed.GetValue(_allResources),
        Compatibility = parsed.GetValue(_compatibility),
        Parallel = parsed.IsGiven(_parallel) ? parsed.GetValue(_parallel) : null,
        Target = parsed.IsGiven(_target) ? parsed.GetValue(_target) : null,
        Progress = parsed.IsGiven(_progress) ? parsed.GetValue(_progress) : null,
        Ansi = parsed.IsGiven(_ansi) ? parsed.GetValue(_ansi) : null,
        NoAnsi = parsed.GetValue(_noAnsi),
        DryRun = parsed.GetValue(_dryRun),
        Verbose = parsed.GetValue(_verbose) || Docker.WantsDebug(parsed),
        Diagnostics = parsed.IsGiven(_diagnostics) ? parsed.GetValue(_diagnostics) : null,
    };
}
