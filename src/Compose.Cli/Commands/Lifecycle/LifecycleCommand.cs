using System.CommandLine;
using Compose.Cli.CommandLine;
using Compose.Cli.Commands.Images;
using Compose.Cli.Context;
using Compose.Cli.Hosting;
using Compose.Files.Diagnostics;
using Compose.Files.Environment;
using Compose.Files.Model;
using Compose.Host;
using Compose.Planning.Lifecycle;
using Compose.Planning.Observed;
using Compose.Planning.Operations;
using Compose.Planning.Plans;

namespace Compose.Cli.Commands.Lifecycle;

/// <summary>A command that creates nothing: a planner over what the files (or only the labels) declare, and a few flags.</summary>
internal sealed record LifecycleCommand(string Verb, LifecycleCommand.Planning Planner)
{
    public delegate Plan Planning(ProjectOutline stack, ObservedState observed, LifecyclePolicy policy);

    /// <summary>The policy of the command's own flags.</summary>
    public Func<LifecyclePolicy, LifecyclePolicy> Adjust { get; init; } = policy => policy;

    /// <summary>Prints what the command reports besides its steps, before they run.</summary>
    public Action<CommandContext, Plan, LifecyclePolicy> Announce { get; init; } = (_, _, _) => { };

    /// <summary>The images of the project are observed, too.</summary>
    public bool NeedsImages { get; init; }

    /// <summary>Another ncompose that changes the project is waited for. Only `kill` ends what the other one may be waiting for.</summary>
    public bool IsExclusive { get; init; } = true;

    /// <summary>A service name that is not known is left out instead of being handed to the planner.</summary>
    public bool SkipsUnknownServices { get; init; }

    /// <summary>What jobs have left is meant, too; `start` and `restart` leave jobs alone.</summary>
    public bool IncludesJobs { get; init; } = true;

    /// <summary>It runs hooks or the programs of providers.</summary>
    public bool RunsPrograms { get; init; }

    /// <summary>What it asks of provider services.</summary>
    public ProviderVerb? Provides { get; init; }

    /// <summary>What it does on a swarm, given the stack's name and the services. Null: it does not know the swarm.</summary>
    public Func<CommandContext, string, IReadOnlyList<string>, Task<int>>? OnSwarm { get; init; }

    /// <summary>The planner's code for an empty plan that is an error without --force.</summary>
    public DiagnosticCode? EmptyCode { get; init; }

    public static Option<long> StopTimeout() => Flag.Number("--timeout", "-t", "Specify a shutdown timeout in seconds");

    /// <summary>--remove-orphans where it is given, else COMPOSE_REMOVE_ORPHANS.</summary>
    public static bool RemovesOrphans(Invocation call, Option<bool> flag, LifecyclePolicy policy) =>
        call.Value(flag) || (!call.IsGiven(flag) && policy.RemoveOrphans);

    public Task<int> RunAsync(Invocation call) => CommandContext.With(call, run => RunAsync(run, call.Operands));

    private async Task<int> RunAsync(CommandContext run, IReadOnlyList<string> services)
    {
        ComposeProject? declared = null;
        if (run.NameWithoutFiles is null && (declared = run.LoadDeclared(services, IncludesJobs)) is null)
            return ExitCodes.Failure;
        if (RunsPrograms && declared is not null && !await run.AcceptsRemoteProgramsAsync(declared))
            return ExitCodes.Failure;
        if (run.Target == DeployTarget.Swarm && OnSwarm is { } swarm)
            return await swarm(run, declared?.Name ?? run.NameWithoutFiles!, services);
        if (await run.OutlineAsync(services, NeedsImages, IsExclusive, declared) is not var (stack, observed))
            return ExitCodes.Failure;
        if (ServiceSelection.Validate(run, stack, services, Verb) is { } code)
            return code;
        var policy = Adjust(new LifecyclePolicy
        {
            Services = [.. SkipsUnknownServices ? services.Where(name => stack.Find(name) is not null) : services],
            RemoveOrphans = GoValue.IsTruthy(run.Environment[EnvironmentNames.RemoveOrphans]),
        });
        if (run.Declared is { } files && Provides is { } verb)
        {
            var problems = await run.Engine.CheckProvidersAsync(files, verb, run.Stop);
            run.Reporter.Report(problems, run.Sources);
            if (problems.Any(problem => problem.Severity == Severity.Error))
                return ExitCodes.Failure;
            policy = policy with { StoppableProviders = await run.Engine.StoppableProvidersAsync(files, run.Stop) };
        }

        if (await run.SettleAsync(
            answers => Planner(stack, observed, policy with { Answers = answers }), assumeYes: false, EmptyCode) is not { } plan)
            return ExitCodes.Failure;
        Announce(run, plan, policy);
        var exitCode = await run.Plans.RunAsync(Verb, stack.Project, plan);
        if (policy.Images != ImageRemoval.None && run.Declared is { } loaded)
            UnusedImages.Report(run, loaded, observed.Images);
        return exitCode;
    }
}
