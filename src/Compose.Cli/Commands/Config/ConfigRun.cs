using Compose.Cli.CommandLine;
using Compose.Cli.Context;
using Compose.Cli.Hosting;
using Compose.Files;
using Compose.Files.Diagnostics;
using Compose.Files.Model;
using Compose.Planning.Swarm.Checks;

namespace Compose.Cli.Commands.Config;

/// <summary>Loads as the flags say, then prints the model or answers the first question that was asked.</summary>
internal sealed class ConfigRun(Invocation call, ConfigOptions options, ProjectContext session)
{
    /// <summary>Only digests need an engine; everything else is answered without one.</summary>
    public static Task<int> RunAsync(Invocation call, ConfigOptions options)
    {
        if (ProjectContext.Open(call) is not { } session)
            return Task.FromResult(ExitCodes.Failure);
        var run = new ConfigRun(call, options, session);
        return (options.ResolveImageDigests || options.LockImageDigests) && !run.IsQuestion ? CommandContext.With(call, run.DigestsAsync)
            : Task.FromResult(run.Run());
    }

    /// <summary>What is answered in <see cref="Run"/> without the model; no registry has to be asked for it.</summary>
    private bool IsQuestion =>
        options is { Explain.Length: > 0 } or { Hash.Length: > 0 } or { Services: true } or { Volumes: true } or { Networks: true }
            or { Models: true }
        or { Profiles: true } or { Images: true } or { Variables: true } or { Environment: true };

    private async Task<int> DigestsAsync(CommandContext stack)
    {
        if (session.Load(options.NoInterpolate ? Request : ServiceSelection) is not { Tree: { } tree })
            return ExitCodes.Failure;
        var resolved = await ImageDigests.ResolveAsync(tree, stack);
        if (options.LockImageDigests)
            resolved = ImageDigests.OnlyImages(resolved, stack.Reporter);
        return options.Quiet ? ExitCodes.Success : new ConfigPrinting(call, options, session).Print(resolved);
    }

    private LoadRequest Request => session.Request with
    {
        Interpolate = !options.NoInterpolate,
        Normalize = !options.NoNormalize && !call.Global.Compatibility,
        ResolvePaths = !options.NoPathResolution,
        CheckConsistency = !options.NoConsistency,
        // 2.40 knows --no-env-resolution and reads env_file all the same.
        ResolveEnvironment = !options.NoEnvResolution || session.Dialect == Dialect.V240,
    };

    /// <summary>Questions about the whole project: services of the command line do not count, env_file is not read.</summary>
    private LoadRequest WholeProject => Request with { ResolveEnvironment = false };

    /// <summary>2.40 prints the hashes of services before their env_file is read, which are not those on its containers.</summary>
    private LoadRequest Hashed => Request with { ResolveEnvironment = Request.ResolveEnvironment && session.Dialect != Dialect.V240 };

    private LoadRequest ServiceSelection => Request with { Services = [.. call.Operands], WithJobs = call.Operands.Count > 0 };

    private int Run()
    {
        if (options.Explain.Length > 0)
            return Explain();
        if (options.Services)
            return options.NoInterpolate ? Lines(WholeProject, result => ConfigQuestions.ServicesAsWritten(result.Tree))
                : Lines(WholeProject, ConfigQuestions.Services);
        if (options.Volumes)
            return Lines(WholeProject, project => project.Volumes.Keys);
        if (options.Networks)
            return Lines(WholeProject, project => project.Networks.Keys);
        if (options.Models)
            return Lines(WholeProject, project => project.Models.Values.Select(model => model.Model).Where(model => model.Length > 0));
        if (options.Hash.Length > 0)
            return Hashes();
        if (options.Profiles)
            return Lines(ServiceSelection, ConfigQuestions.Profiles);
        if (options.Images)
            return Lines(ServiceSelection, ConfigQuestions.Images);
        if (options.Variables)
            return Variables();
        return options.Environment
            ? Lines(ServiceSelection, project => project.Environment.Select(variable => $"{variable.Key}={variable.Value}")) : Model();
    }

    private int Lines(LoadRequest request, Func<ComposeProject, IEnumerable<string>> answer) =>
        Lines(request with { Interpolate = true }, result => answer(result.Project!));

    private int Lines(LoadRequest request, Func<LoadResult, IEnumerable<string>> answer)
    {
        if (session.Load(request) is not { } result)
            return ExitCodes.Failure;
        foreach (var line in answer(result))
            call.Terminal.PrintLine(line);
        return ExitCodes.Success;
    }

    private int Hashes()
    {
        if (options.Hash == "*")
            return Lines(Hashed, project => ConfigQuestions.Hashes(project, session.Dialect));

        // First only whether they are there, so that a broken env_file of another service is no obstacle.
        var names = options.Hash.Split(',');
        if (session.Load(WholeProject) is not { Project: { } project })
            return ExitCodes.Failure;
        foreach (var name in names)
            if (!project.Services.Contains(name))
                return session.Reporter.Fail(
                    $"no such service: {name}: {(project.DisabledServices.Contains(name) ? "disabled" : "not found")}");
        return Lines(
            Hashed with { Services = [.. names], WithoutDependencies = true },
            selected => ConfigQuestions.Hashes(selected, session.Dialect));
    }

    private int Variables()
    {
        if (call.Operands.Count > 0)
            session.Reporter.Warn(
                "service filtering is not applied when --variables is set, variables from the full model will be rendered");
        if (session.Load(WholeProject with { Interpolate = false, CheckConsistency = false }) is not { } result)
            return ExitCodes.Failure;
        return ConfigVariables.Print(result.Tree, options.Format, call.Terminal, session.Reporter);
    }

    private int Explain()
    {
        if (session.Load(ServiceSelection with { Trace = true }) is not { } result)
            return ExitCodes.Failure;
        return ConfigExplanation.Print(options.Explain, result, call.Terminal, session);
    }

    private int Model()
    {
        if (options.Format is not ("" or "yaml" or "json"))
            return session.Reporter.Fail($"unsupported format {GoSyntax.Quote(options.Format)}");
        if (options.NoInterpolate && call.Operands.Count > 0)
            session.Reporter.Warn("service filtering is not applied when --no-interpolate is set, the full model will be rendered");
        if (session.Load(options.NoInterpolate ? Request : ServiceSelection) is not { Tree: { } tree } loaded || !SuitsSwarm(loaded))
            return ExitCodes.Failure;
        return options.Quiet ? ExitCodes.Success : new ConfigPrinting(call, options, session).Print(tree);
    }

    /// <summary>
    /// With the target swarm, attributes that a swarm does not take are reported; false when the services need one of them.
    /// </summary>
    private bool SuitsSwarm(LoadResult loaded)
    {
        if (loaded.Project is not { } project || (session.GivenTarget ?? project.Target) != DeployTarget.Swarm)
            return true;
        var problems = AttributeChecks.Of(project).ToList();
        session.Reporter.Report(problems, loaded.Sources);
        return problems.All(problem => problem.Severity != Severity.Error);
    }
}
