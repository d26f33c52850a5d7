using Compose.Cli.Commands;
using Compose.Cli.Options;
using Compose.Files.Model;
using Compose.Planning;

namespace Compose.Cli.Stack;

/// <summary>The command line behind a kept plan: where it was made, with which files, and what `up` was to be told.</summary>
sealed record PlanRequest
{
    public required string Directory { get; init; }
    public string[] Files { get; init; } = [];
    public string ProjectName { get; init; } = "";
    public string ProjectDirectory { get; init; } = "";
    public string[] Profiles { get; init; } = [];
    public string[] EnvFiles { get; init; } = [];
    public bool AllResources { get; init; }
    public bool Compatibility { get; init; }
    public string[] Services { get; init; } = [];
    public bool Start { get; init; } = true;
    public bool Wait { get; init; }
    public double WaitStableSeconds { get; init; }
    public bool Build { get; init; }
    public bool NoBuild { get; init; }
    public string Pull { get; init; } = "policy";
    public bool Frozen { get; init; }
    public bool Force { get; init; }
    public bool Never { get; init; }
    public bool ForceDependencies { get; init; }
    public bool RenewAnonymousVolumes { get; init; }
    public bool RemoveOrphans { get; init; }
    public bool NoDependencies { get; init; }
    public bool Yes { get; init; }
    public double? TimeoutSeconds { get; init; }
    public Dictionary<string, int> Scale { get; init; } = [];

    public static PlanRequest Of(string directory, GlobalOptions global, UpOptions options) => new()
    {
        Directory = directory,
        Files = [.. global.Files],
        ProjectName = global.ProjectName,
        ProjectDirectory = global.ProjectDirectory.Length > 0 ? global.ProjectDirectory : global.WorkDirectory,
        Profiles = [.. global.Profiles],
        EnvFiles = [.. global.EnvFiles],
        AllResources = global.AllResources,
        Compatibility = global.Compatibility,
        Services = [.. options.Services],
        Start = options.Start,
        Wait = options.Wait,
        WaitStableSeconds = options.WaitStable.TotalSeconds,
        Build = options.Build,
        NoBuild = options.NoBuild,
        Pull = options.Pull,
        Frozen = options.Frozen,
        Force = options.Recreate == RecreatePolicy.Always,
        Never = options.Recreate == RecreatePolicy.Never,
        ForceDependencies = options.RecreateDependencies == RecreatePolicy.Always,
        RenewAnonymousVolumes = options.RenewAnonymousVolumes,
        RemoveOrphans = options.RemoveOrphans,
        NoDependencies = options.NoDependencies,
        Yes = options.Yes,
        TimeoutSeconds = options.Timeout?.TotalSeconds,
        Scale = options.Scale.ToDictionary(item => item.Key, item => item.Value),
    };

    public GlobalOptions Global(GlobalOptions given) => given with
    {
        Files = [.. Files],
        ProjectName = ProjectName,
        ProjectDirectory = ProjectDirectory,
        WorkDirectory = "",
        Profiles = [.. Profiles],
        EnvFiles = [.. EnvFiles],
        AllResources = AllResources,
        Compatibility = Compatibility,
    };

    public UpOptions Options => new()
    {
        Services = [.. Services],
        Start = Start,
        Wait = Wait,
        WaitStable = TimeSpan.FromSeconds(WaitStableSeconds),
        Build = Build,
        NoBuild = NoBuild,
        Pull = Pull,
        Frozen = Frozen,
        Recreate = Never ? RecreatePolicy.Never : Force ? RecreatePolicy.Always : RecreatePolicy.WhenChanged,
        RecreateDependencies = Never ? RecreatePolicy.Never : ForceDependencies ? RecreatePolicy.Always : RecreatePolicy.WhenChanged,
        RenewAnonymousVolumes = RenewAnonymousVolumes,
        RemoveOrphans = RemoveOrphans,
        NoDependencies = NoDependencies,
        Yes = Yes,
        Timeout = TimeoutSeconds is { } seconds ? TimeSpan.FromSeconds(seconds) : null,
        Scale = new NamedMap<int>(Scale),
    };
}
