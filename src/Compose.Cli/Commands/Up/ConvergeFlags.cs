using System.CommandLine;
using Compose.Cli.CommandLine;
using Compose.Cli.Commands.Swarm;
using Compose.Planning.Context;

namespace Compose.Cli.Commands.Up;

/// <summary>
/// What `up`, `create` and `plan` are all told about the stack to come: one set of flags, one meaning, one list of contradictions.
/// </summary>
internal sealed class ConvergeFlags
{
    private readonly Option<bool> _alwaysRecreateDependencies =
        Flag.Switch("--always-recreate-deps", null, "Recreate dependent containers. Incompatible with --no-recreate.");
    private readonly Option<bool> _noDependencies;
    private readonly Option<bool> _noStart;
    private readonly Option<bool> _renew =
        Flag.Switch("--renew-anon-volumes", "-V", "Recreate anonymous volumes instead of retrieving data from the previous containers");
    private readonly Option<bool> _force = CommonFlags.ForceRecreate();
    private readonly Option<bool> _noRecreate = CommonFlags.NoRecreate();
    private readonly Option<bool> _orphans = CommonFlags.RemoveOrphans();
    private readonly Option<bool> _frozen = CommonFlags.Frozen();
    private readonly Option<string> _pull = CommonFlags.Pull();
    private readonly Option<string[]> _scale = CommonFlags.Scale();
    private readonly Option<long> _timeout = CommonFlags.Timeout();
    private readonly Option<bool> _yes = CommonFlags.Yes();
    private readonly Option<string> _waitStable = CommonFlags.WaitStable();

    private ConvergeFlags(string noDependencies, string noStart, string wait)
    {
        _noDependencies = Flag.Switch("--no-deps", null, noDependencies);
        _noStart = Flag.Switch("--no-start", null, noStart);
        Wait = Flag.Switch("--wait", null, wait);
    }

    public static ConvergeFlags ToDo =>
        new("Don't start linked services", "Don't start the services after creating them",
            "Wait for services to be running|healthy. Implies detached mode.");

    public static ConvergeFlags ToPlan =>
        new("Don't plan linked services", "Plan without starting the services", "Plan with waiting for services to be running|healthy");

    public Option<bool> Build { get; } = CommonFlags.Build();

    public Option<bool> NoBuild { get; } = CommonFlags.NoBuild();

    public Option<bool> Wait { get; }

    public Option[] ToCreate => [Build, NoBuild, _force, _frozen, _noRecreate, _orphans, _pull, _scale, _yes];

    public SwarmFlags Swarm { get; } = new("changed");

    public Option[] All =>
        [.. ToCreate, .. Swarm.All, _alwaysRecreateDependencies, _noDependencies, _noStart, _renew, _timeout, Wait, _waitStable];

    /// <summary>A flag that a command does not have reads as one that was not given.</summary>
    public UpOptions Read(Invocation call) => new()
    {
        Services = [.. call.Operands],
        Start = !call.Value(_noStart),
        Wait = call.Value(Wait),
        WaitStable = CommonFlags.WaitStable(call, _waitStable),
        Build = call.Value(Build),
        NoBuild = call.Value(NoBuild),
        Pull = call.Value(_pull),
        Frozen = call.Value(_frozen),
        Recreate = Policy(call, call.Value(_force) || call.Value(_renew)),
        RecreateDependencies = Policy(call, call.Value(_alwaysRecreateDependencies)),
        RenewAnonymousVolumes = call.Value(_renew),
        RemoveOrphans = call.Value(_orphans),
        NoDependencies = call.Value(_noDependencies),
        Yes = call.Value(_yes),
        Timeout = CommonFlags.Timeout(call, _timeout),
        Scale = CommonFlags.ReadScale(call.Value(_scale)).Scale,
        Swarm = Swarm.Read(call),
    };

    /// <summary>In the order in which Docker Compose finds them, with its sentences.</summary>
    public string? ValidateRecreate(Invocation call) => call switch
    {
        _ when call.Value(_renew) && call.Value(_noRecreate) => "--no-recreate and --renew-anon-volumes are incompatible",
        _ when call.Value(_force) && call.Value(_noRecreate) => "--force-recreate and --no-recreate are incompatible",
        _ when call.Value(_alwaysRecreateDependencies) && call.Value(_noRecreate) =>
            "--always-recreate-deps and --no-recreate are incompatible",
        _ => null,
    };

    public string? ValidateBuild(Invocation call) =>
        call.Value(Build) && call.Value(NoBuild) ? "--build and --no-build are incompatible" : null;

    public string? ValidateValues(Invocation call) =>
        CommonFlags.ValidatePull(call.Value(_pull)) ?? CommonFlags.ReadScale(call.Value(_scale)).Error
            ?? CommonFlags.ValidateWaitStable(call, _waitStable)
        ?? Swarm.Validate(call);

    private RecreatePolicy Policy(Invocation call, bool always) =>
        call.Value(_noRecreate) ? RecreatePolicy.Never : always ? RecreatePolicy.Always : RecreatePolicy.WhenChanged;
}
