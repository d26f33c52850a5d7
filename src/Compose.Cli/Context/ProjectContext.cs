using System.Globalization;
using Compose.Cli.CommandLine;
using Compose.Cli.Rendering.Diagnostics;
using Compose.Files;
using Compose.Files.Diagnostics;
using Compose.Files.Discovery;
using Compose.Files.Environment;
using Compose.Files.Model;
using Compose.Files.Text;
using Compose.Files.Values;
using Compose.Host;

namespace Compose.Cli.Context;

/// <summary>One run in one project: where it is, what its files may see, and how things are shown.</summary>
internal sealed record ProjectContext
{
    private bool? _declaresSwarm;

    public required GlobalOptions Global { get; init; }
    public required ProjectLocation Location { get; init; }
    public required OutputSettings Output { get; init; }
    public required Reporter Reporter { get; init; }

    /// <summary>Engine calls at one time; null is as many as there are.</summary>
    public int? Parallel { get; init; }

    public bool Compatibility { get; init; }
    public Dialect Dialect { get; init; }

    /// <summary>--target or NCOMPOSE_TARGET; without them the file decides, else it is the engine.</summary>
    public DeployTarget? GivenTarget { get; init; }

    public required CommandSpec Command { get; init; }

    /// <summary>Null when flags, variables or .env files are wrong; it has been said then.</summary>
    /// <param name="call">The command line.</param>
    /// <param name="needsProject">False for commands that read no compose file: what is wrong with finding one is not their
    /// business.</param>
    public static ProjectContext? Open(Invocation call, bool needsProject = true)
    {
        var (global, terminal) = (call.Global, call.Terminal);
        var location = ProjectLocator.Locate(
            Question(call) with { Remotes = needsProject ? folder => ProjectRemotes.Open(call, folder) : null });
        var (output, invalid) = OutputSettings.Resolve(global, call.Process, location.Environment[EnvironmentNames.Ansi]);
        var reporter = new Reporter(terminal, output ?? OutputSettings.Default(terminal));
        if (location.Diagnostics.HasErrors && needsProject)
        {
            reporter.Report(location.Diagnostics, location.Sources);
            return null;
        }

        var parallel = ParallelOf(global, location.Environment[EnvironmentNames.ParallelLimit], out var wrong);
        invalid ??= global is { WorkDirectory.Length: > 0, ProjectDirectory.Length: > 0 }
            ? "cannot specify DEPRECATED \"--workdir\" and \"--project-directory\". Please use only \"--project-directory\" instead"
            : wrong;
        if (!DialectName.TryParse(location.Environment[EnvironmentNames.Dialect], out var dialect))
            invalid ??= $"{EnvironmentNames.Dialect.Name} takes 2.40 or 5 (found: {GoSyntax.Quote(location.Environment[EnvironmentNames.Dialect]!)})";
        var target = global.Target ?? location.Environment[EnvironmentNames.Target];
        if (target is { Length: > 0 } && TargetName.Parse(target) is null)
            invalid ??= $"--target and {EnvironmentNames.Target.Name} take {TargetName.Expected} (found: {GoSyntax.Quote(target)})";
        if (invalid is not null)
        {
            reporter.Fail(invalid);
            return null;
        }

        var opened = new ProjectContext
        {
            Global = global,
            GivenTarget = TargetName.Parse(target),
            Command = call.Command,
            Location = location,
            Output = output!,
            Reporter = reporter,
            Parallel = parallel > 0 ? parallel : null,
            Compatibility = global.Compatibility || GoValue.IsTruthy(location.Environment[EnvironmentNames.Compatibility]),
            Dialect = dialect,
        };
        return opened.Refuses(opened.GivenTarget) ? null : opened;
    }

    /// <summary>A name is enough for a command on an engine. Whether the project runs on a swarm only its files say.</summary>
    public bool DeclaresSwarm => _declaresSwarm ??= !Location.Files.IsEmpty
        && ComposeLoader.Load(Request with { Sources = new SourceSet(), ResolveEnvironment = false }).Project?.Target == DeployTarget.Swarm;

    /// <summary>What every load begins with; commands add their services and what to leave out.</summary>
    public LoadRequest Request => new()
    {
        Files = Location.Files,
        Directory = Location.Directory,
        LocalDirectory = Location.LocalDirectory,
        Remotes = Location.Remotes,
        Environment = Location.Environment,
        Sources = Location.Sources,
        ProjectName = Location.ProjectName,
        Profiles = Location.Profiles,
        Dialect = Dialect,
        AllResources = Global.AllResources,
        Compatibility = Compatibility,
    };

    /// <summary>Loads, and says what there is to say. Null when there are errors.</summary>
    public LoadResult? Load(LoadRequest request)
    {
        if (request.Files.IsEmpty)
        {
            Reporter.Report([.. Location.Diagnostics, DiscoveryProblems.NoFile(Location.Directory)], Location.Sources);
            return null;
        }

        var result = ComposeLoader.Load(request);
        var isSwarm = (GivenTarget ?? result.Project?.Target) == DeployTarget.Swarm;
        Reporter.Report(
            [.. Location.Diagnostics, .. result.Diagnostics.Where(problem => !isSwarm || !IsOfOneEngine(problem))], result.Sources);
        return result.Diagnostics.HasErrors || Refuses(GivenTarget ?? result.Project?.Target) ? null : result;
    }

    /// <summary>Nodes share an ingress port, and each has ports of its own.</summary>
    private static bool IsOfOneEngine(Diagnostic problem) => problem.Code is DiagnosticCode.OnePortForSeveralReplicas;

    /// <summary>A command that does not know the swarm must not act on the engine in its place.</summary>
    private bool Refuses(DeployTarget? target)
    {
        if (target != DeployTarget.Swarm || Command.KnowsSwarm)
            return false;
        Reporter.Fail($"`{Command.Name}` is not supported with the target swarm", Command.RefusedOnSwarm);
        return true;
    }

    private static LocationRequest Question(Invocation call) => new()
    {
        CurrentDirectory = call.Process.CurrentDirectory,
        Variables = call.Process.Variables,
        ReadInput = call.Terminal.ReadInput,
        Files = call.Global.Files,
        ProjectDirectory = call.Global.ProjectDirectory.Length > 0 ? call.Global.ProjectDirectory : call.Global.WorkDirectory,
        ProjectName = call.Global.ProjectName,
        LowersName = !call.Command.RequiresValidProjectName,
        Profiles = call.Global.Profiles,
        EnvFiles = call.Global.EnvFiles,
    };

    private static int ParallelOf(GlobalOptions options, string? text, out string? invalid)
    {
        invalid = null;
        if (options.Parallel is { } given)
            return (int)Math.Clamp(given, -1, int.MaxValue);
        if (text is null)
            return -1;
        if (!int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var limit))
            invalid = $"{EnvironmentNames.ParallelLimit.Name} must be an integer (found: {GoSyntax.Quote(text)})";
        return limit;
    }
}
