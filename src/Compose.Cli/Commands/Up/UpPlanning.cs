using Compose.Cli.Context;
using Compose.Execution.Converging;
using Compose.Files.Environment;
using Compose.Files.Model;
using Compose.Host;
using Compose.Planning.Context;
using Compose.Planning.Desired;
using Compose.Planning.Plans;

namespace Compose.Cli.Commands.Up;

/// <summary>
/// The way from a command line to a plan that `up`, `plan`, `apply` and `drift` share: what one shows is what the other does.
/// </summary>
internal static class UpPlanning
{
    /// <summary>Loads and looks; null when that cannot be done, which has been said.</summary>
    public static async Task<ConvergeInputs?> LookAsync(CommandContext run, UpOptions options, bool exclusive = false) =>
        Load(run, options) is { } project ? await LookAsync(run, project, options, exclusive) : null;

    /// <summary>The project with the services that were asked for; null when the files are wrong, which has been said.</summary>
    public static ComposeProject? Load(CommandContext run, UpOptions options) =>
        run.Load(request => request with { Services = options.Services, WithoutDependencies = options.NoDependencies });

    public static async Task<ConvergeInputs?> LookAsync(
        CommandContext run, ComposeProject project, UpOptions options, bool exclusive = false)
    {
        WarnOfJobs(run, project);
        if (Validate(run, project, options) is { } invalid)
        {
            run.Reporter.Fail(invalid);
            return null;
        }

        return await Convergence.LookAsync(new CommandConvergence(run), project, options, exclusive);
    }

    /// <summary>Jobs are not started here, and no engine starts them at their times.</summary>
    private static void WarnOfJobs(CommandContext run, ComposeProject project)
    {
        Warn("jobs are not started by up; start them with `run`", job => job.Schedules.IsEmpty);
        Warn("the engine has no scheduler; `schedule` starts these jobs at their times", job => !job.Schedules.IsEmpty);

        void Warn(string sentence, Func<Job, bool> isMeant)
        {
            if (string.Join(", ", project.Jobs.Values.Where(isMeant).Select(job => job.Name)) is { Length: > 0 } names)
                run.Reporter.Warn($"{sentence}: {names}");
        }
    }

    public static DesiredState Desire(CommandContext run, ConvergeInputs picture, UpOptions options) =>
        Convergence.Desire(new CommandConvergence(run), picture, options);

    public static Task<UpPolicy> PolicyAsync(CommandContext run, UpOptions options) =>
        Convergence.PolicyAsync(new CommandConvergence(run), options);

    /// <summary>The plan for reading. Nothing is asked and nothing is touched.</summary>
    public static Task<Plan?> ExplainedAsync(CommandContext run, ConvergeInputs picture, UpOptions options) =>
        Convergence.ExplainedAsync(new CommandConvergence(run), picture, options);

    private static bool IsSet(CommandContext run, ProjectVariable variable) => GoValue.IsTruthy(run.Environment[variable]);

    private static string? Validate(CommandContext run, ComposeProject project, UpOptions options)
    {
        if (SwarmUp.RefusedOnEngine(options) is { } refused)
            return refused;
        if (project.Services.Count == 0 && !run.Global.AllResources)
            return "no service selected";
        if (options.RemoveOrphans && IsSet(run, EnvironmentNames.IgnoreOrphans))
            return "cannot combine COMPOSE_IGNORE_ORPHANS and --remove-orphans";
        IEnumerable<string> wanted = options.Attach.ExitCodeFrom is { } from ? [.. options.Scale.Keys, from] : options.Scale.Keys;
        if (wanted.FirstOrDefault(name => !project.Services.Contains(name)) is { } unknown)
            return $"no such service: {unknown}: not found";
        var strangers = options.Detach ? [] : options.Attach.Only.Where(name => !project.Services.Contains(name)).ToList();
        return strangers.Count == 0 ? null : "cannot attach to services not included in up: " + string.Join(", ", strangers);
    }
}
