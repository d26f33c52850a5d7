using System.Collections.Immutable;

namespace Compose.Host;

/// <summary>
/// Every variable that the product reads. docs/environment.md is made of it. A <see cref="ProjectVariable"/> is one that Docker Compose
/// takes from .env too; anything else is a <see cref="ProcessVariable"/>.
/// </summary>
public static class EnvironmentNames
{
    /// <summary>Docker sets variables that begin so for its plugins. No program that ncompose starts gets them.</summary>
    public const string PluginPrefix = "DOCKER_CLI_PLUGIN_";

    public static readonly ProjectVariable File = new(
        "COMPOSE_FILE", "The compose files when there is no `-f`, separated by COMPOSE_PATH_SEPARATOR; `-` is standard input.");

    public static readonly ProjectVariable PathSeparator = new(
        "COMPOSE_PATH_SEPARATOR", "Separates the files of COMPOSE_FILE; `:` (on Windows `;`) when it is not set.");

    public static readonly ProjectVariable ProjectName = new(
        "COMPOSE_PROJECT_NAME", "The project's name when there is no `-p`. The loader sets it for interpolation.");

    public static readonly ProjectVariable Profiles = new(
        "COMPOSE_PROFILES", "The active profiles when there is no `--profile`, separated by commas.");

    public static readonly ProcessVariable EnvFiles = new(
        "COMPOSE_ENV_FILES", "The .env files when there is no `--env-file`, separated by commas.");

    public static readonly ProcessVariable DisableEnvFile = new("COMPOSE_DISABLE_ENV_FILE", "True: the project's .env file is not read.");

    public static readonly ProjectVariable Compatibility = new(
        "COMPOSE_COMPATIBILITY", "True: as `--compatibility`, `_` joins the parts of a container's name.");

    public static readonly ProjectVariable ParallelLimit = new(
        "COMPOSE_PARALLEL_LIMIT", "The number of engine calls at one time when there is no `--parallel`.");

    public static readonly ProjectVariable IgnoreOrphans = new(
        "COMPOSE_IGNORE_ORPHANS", "True: containers of services that the files do not have are left alone without a warning.");

    public static readonly ProjectVariable RemoveOrphans = new(
        "COMPOSE_REMOVE_ORPHANS", "True: as `--remove-orphans`, for `up`, `down` and `kill`.");

    public static readonly ProjectVariable Menu = new("COMPOSE_MENU", "False: an attached `up` has no shortcut menu.");

    public static readonly ProjectVariable Ansi = new("COMPOSE_ANSI", "`never`, `always` or `auto`, when there is no `--ansi`.");

    public static readonly ProcessVariable Progress = new(
        "COMPOSE_PROGRESS", "`auto`, `tty`, `plain`, `json` or `quiet`, when there is no `--progress`.");

    public static readonly ProcessVariable StatusToOutput = new("COMPOSE_STATUS_STDOUT", "True: progress goes to standard output.");

    public static readonly ProcessVariable NoColor = new("NO_COLOR", "Not empty: no colours.");

    public static readonly ProjectVariable Dialect = new(
        "NCOMPOSE_DIALECT", "`2.40`: config hash, `config` and progress lines are those of Docker Compose 2.40; otherwise those of 5.x.");

    public static readonly ProjectVariable Target = new(
        "NCOMPOSE_TARGET", "`engine` or `swarm`: where the project runs when there is no `--target`.");

    public static readonly ProcessVariable GitHubActions = new(
        "GITHUB_ACTIONS", "`true`: problems are also printed as annotations that GitHub shows at the line.");

    public static readonly ProcessVariable GitHubStepSummary = new(
        "GITHUB_STEP_SUMMARY", "The file of the summary that GitHub shows below a run; `--ci` adds the services to it.");

    public static readonly ProcessVariable Ci = new("CI", "True, and GITHUB_ACTIONS is `true`: as `--ci` for `up` and `with`.");

    public static readonly ProcessVariable GitHubWorkspace = new(
        "GITHUB_WORKSPACE", "The folder of the repository: paths in annotations are relative to it.");

    public static readonly ProjectVariable DefaultPlatform = new(
        "DOCKER_DEFAULT_PLATFORM", "The platform of services, pulls and builds that name none.");

    public static readonly ProcessVariable WorkingDirectory = new(
        "PWD", "The current folder as the shell names it, for a path through a symbolic link.");

    public static readonly ProcessVariable Home = new(
        "HOME", "`~` in paths; the folder above `.docker`; default sockets of engines; a place for locks.");

    public static readonly ProcessVariable WindowsHome = new("USERPROFILE", "On Windows: the folder above `.docker`.");

    public static readonly ProcessVariable Path = new("PATH", "Where `ssh`, `docker-buildx` and credential helpers are looked for.");

    public static readonly ProcessVariable RuntimeFolder = new(
        "XDG_RUNTIME_DIR", "A default socket of an engine without root; the folder of locks.");

    public static readonly ProcessVariable StateFolder = new(
        "XDG_STATE_HOME",
        "The folder above `ncompose`, where `watch` keeps what it has copied and `up` when its steps ran; `~/.local/state` when it is not set.");

    public static readonly ProcessVariable CacheFolder = new(
        "XDG_CACHE_HOME",
        "The folder above `docker-compose`, where files from registries and git are kept; `~/.cache` when it is not set.");

    public static readonly ProcessVariable OciRemote = new(
        "COMPOSE_EXPERIMENTAL_OCI_REMOTE", "False: compose files from registries (`oci://`) are refused.");

    public static readonly ProcessVariable GitRemote = new(
        "COMPOSE_EXPERIMENTAL_GIT_REMOTE", "False: compose files from git repositories are refused.");

    public static readonly ProcessVariable RemoteTimeout = new(
        "NCOMPOSE_REMOTE_TIMEOUT", "How many seconds one remote file may take; 120 when it is not set.");

    public static readonly ProcessVariable GitPrompt = new("GIT_TERMINAL_PROMPT", "Git asks for a password only where this is set to 1.");

    public static readonly ProcessVariable GitSsh = new("GIT_SSH", "The ssh program of git, in place of one that asks nothing.");

    public static readonly ProcessVariable GitSshCommand = new(
        "GIT_SSH_COMMAND", "The ssh command line of git, in place of one that asks nothing.");

    public static readonly ProcessVariable TemporaryFolder = new(
        "TMPDIR", "The folder of temporary files, and of locks where there is no XDG_RUNTIME_DIR.");

    public static readonly ProcessVariable Host = new("DOCKER_HOST", "The engine's address. The flag `--host` sets it.");

    public static readonly ProcessVariable Context = new(
        "DOCKER_CONTEXT", "The docker context when there is no DOCKER_HOST. The flag `--context` sets it.");

    public static readonly ProcessVariable ConfigFolder = new(
        "DOCKER_CONFIG",
        "The folder of docker's config.json, contexts and plugins; `~/.docker` when it is not set. The flag `--config` sets it.");

    public static readonly ProcessVariable AuthConfig = new(
        "DOCKER_AUTH_CONFIG", "Credentials of registries as JSON; they win over config.json.");

    public static readonly ProcessVariable ApiVersion = new(
        "DOCKER_API_VERSION", "The version of the engine's API to use, without asking the engine.");

    public static readonly ProcessVariable Tls = new(
        "DOCKER_TLS", "Not empty: TLS to the engine without verifying it. The flag `--tls` sets it.");

    public static readonly ProcessVariable TlsVerify = new(
        "DOCKER_TLS_VERIFY", "Not empty: TLS to the engine, which is verified. The flag `--tlsverify` sets it.");

    public static readonly ProcessVariable CertificateFolder = new(
        "DOCKER_CERT_PATH", "The folder of ca.pem, cert.pem and key.pem. The flags `--tlscacert`, `--tlscert` and `--tlskey` set it.");

    public static readonly ProcessVariable BuildKit = new(
        "DOCKER_BUILDKIT", "False: the engine's own builder builds images; true: buildx, whatever the engine says.");

    public static readonly ProcessVariable Builder = new("BUILDX_BUILDER", "The builder of buildx when there is no `--builder`.");

    public static readonly ProcessVariable PluginCaller = new(
        PluginPrefix + "ORIGINAL_CLI_COMMAND", "Docker sets it when it runs ncompose as a plugin.");

    public static readonly ProcessVariable PluginSocket = new(
        PluginPrefix + "SOCKET", "A socket that docker closes when its plugin is to end.");

    /// <summary>All of them, by name.</summary>
    public static ImmutableArray<EnvironmentVariable> All =>
    [
        .. new EnvironmentVariable[]
        {
            File, PathSeparator, ProjectName, Profiles, EnvFiles, DisableEnvFile, Compatibility, ParallelLimit, IgnoreOrphans,
            RemoveOrphans, Menu, Ansi, Progress, StatusToOutput,
            NoColor, Dialect, Target, Ci, GitHubActions, GitHubStepSummary, GitHubWorkspace, DefaultPlatform, WorkingDirectory, Home,
            WindowsHome, Path, RuntimeFolder, StateFolder, CacheFolder, OciRemote, GitRemote, RemoteTimeout, GitPrompt, GitSsh,
            GitSshCommand, TemporaryFolder, Host, Context, ConfigFolder, AuthConfig, ApiVersion,
            Tls, TlsVerify, CertificateFolder, BuildKit, Builder, PluginCaller, PluginSocket,
        }.OrderBy(variable => variable.Name, StringComparer.Ordinal),
    ];
}
