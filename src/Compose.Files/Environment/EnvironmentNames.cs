namespace Compose.Files.Environment;

/// <summary>Every variable that ncompose reads, and what it does with it. `ncompose config --environment` and the README tell people the same.</summary>
public static class EnvironmentNames
{
    /// <summary>The compose files when no -f is given, separated by <see cref="PathSeparator"/>; `-` is standard input. May stand in .env.</summary>
    public const string File = "COMPOSE_FILE";

    /// <summary>Separates the files of <see cref="File"/>; without it `:` (on Windows `;`).</summary>
    public const string PathSeparator = "COMPOSE_PATH_SEPARATOR";

    /// <summary>The project name when no -p is given. The loader also sets it, so that files can interpolate it.</summary>
    public const string ProjectName = "COMPOSE_PROJECT_NAME";

    /// <summary>Comma list of profiles when no --profile is given.</summary>
    public const string Profiles = "COMPOSE_PROFILES";

    /// <summary>Comma list of .env files when no --env-file is given. Read from the process only: it decides which .env is read.</summary>
    public const string EnvFiles = "COMPOSE_ENV_FILES";

    /// <summary>True: the default .env is not read. Read from the process only.</summary>
    public const string DisableEnvFile = "COMPOSE_DISABLE_ENV_FILE";

    /// <summary>True: as --compatibility, `_` joins names.</summary>
    public const string Compatibility = "COMPOSE_COMPATIBILITY";

    /// <summary>True: `C:\a` becomes `/c/a` in sources of volumes.</summary>
    public const string ConvertWindowsPaths = "COMPOSE_CONVERT_WINDOWS_PATHS";

    /// <summary>How many engine calls at one time, when no --parallel is given.</summary>
    public const string ParallelLimit = "COMPOSE_PARALLEL_LIMIT";

    /// <summary>True: containers of services that the files do not know are left alone and not spoken of.</summary>
    public const string IgnoreOrphans = "COMPOSE_IGNORE_ORPHANS";

    /// <summary>True: as --remove-orphans, for up, down and kill.</summary>
    public const string RemoveOrphans = "COMPOSE_REMOVE_ORPHANS";

    /// <summary>False: no shortcut menu under an attached up.</summary>
    public const string Menu = "COMPOSE_MENU";

    /// <summary>never, always or auto, when no --ansi is given.</summary>
    public const string Ansi = "COMPOSE_ANSI";

    /// <summary>auto, tty, plain, json or quiet, when no --progress is given.</summary>
    public const string Progress = "COMPOSE_PROGRESS";

    /// <summary>Anything but empty: no colours, whoever asks (no-color.org).</summary>
    public const string NoColor = "NO_COLOR";

    /// <summary>True: progress goes to standard output.</summary>
    public const string StatusToOutput = "COMPOSE_STATUS_STDOUT";

    /// <summary>`2.40`: config output and config hash say what Docker Compose 2.40 says; otherwise what 5.x says.</summary>
    public const string Dialect = "NCOMPOSE_DIALECT";

    /// <summary>`true`: problems are also printed as annotations that GitHub shows at the line.</summary>
    public const string GitHubActions = "GITHUB_ACTIONS";

    /// <summary>The folder of the repository: GitHub takes relative paths of annotations from here.</summary>
    public const string GitHubWorkspace = "GITHUB_WORKSPACE";

    /// <summary>Default platform of services, pulls and builds.</summary>
    public const string DefaultPlatform = "DOCKER_DEFAULT_PLATFORM";

    /// <summary>The folder that the shell stands in; added for interpolation when the shell did not set it.</summary>
    public const string WorkingDirectory = "PWD";

    /// <summary>Where `~` of an --env-file points.</summary>
    public const string Home = "HOME";

    /// <summary>Every COMPOSE_* name of a .env file counts as if the shell had set it, unless it has.</summary>
    public const string Prefix = "COMPOSE_";
}
