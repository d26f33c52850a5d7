using Compose.Engine;
using Compose.Engine.Errors;
using Compose.Engine.Gaps;
using Compose.Engine.Streams;
using Compose.Engine.Versions;
using Compose.Execution.Building;
using Compose.Execution.Providers;
using Compose.Execution.Requests;
using Compose.Execution.Scheduling;
using Compose.Files.Binding;
using Compose.Planning.Desired;
using Compose.Planning.Operations;
using Docker.DotNet.Models;

namespace Compose.Execution.Operations;

/// <summary>Commands of the user around a container's life: in it, or in a container of their own before it starts.</summary>
internal sealed class HookCalls(EngineClient engine, RunnerSettings settings, ProvidedVariables variables)
{
    public async Task<OperationResult> RunAsync(Operation.RunHook operation, StepRun run, CancellationToken cancellationToken)
    {
        var hook = operation.Hook;
        try
        {
            var container = run.IdOf(operation.Target.Container);
            var exec = await engine.CreateExecAsync(
                container,
                new ContainerExecCreateParameters
                {
                    Cmd = hook.Command,
                    User = hook.User ?? "",
                    Privileged = hook.Privileged,
                    WorkingDir = hook.WorkingDir ?? "",
                    Env = ContainerRequest.Pairs(hook.Environment),
                    AttachStdout = true,
                    AttachStderr = true,
                },
                cancellationToken);
            var (output, error) = (new OutputTail(run.Output), new OutputTail(run.Output));
            await using (var frames = new FrameReader(
                await engine.AttachExecAsync(exec, cancellationToken: cancellationToken), isFramed: true))
                await CopyAsync(frames, output, error, cancellationToken);
            var code = await ExecExitCode.CodeAsync(engine, container, exec, cancellationToken);
            if (code == 0)
                return OperationResult.Done;
            var failure = Failure($"{operation.Target.Service} hook exited with status {code}", output, error, code);
            return operation.Required ? failure : OperationResult.Warned($"pre_stop: {failure.Error!.Message}");
        }
        catch (EngineError gone)
            when (operation.Kind == HookKind.PreStop && gone.Kind is EngineErrorKind.NotFound or EngineErrorKind.Conflict)
        {
            // A container that is gone or has stopped by itself needs no farewell.
            return OperationResult.Done;
        }
    }

    /// <summary>Succeeded: removed. Failed: kept, so that people can look at it. Cancelled: removed.</summary>
    public async Task<OperationResult> RunAsync(Operation.RunPreStart operation, StepRun run, CancellationToken cancellationToken)
    {
        var inputs = await InputsAsync(operation, run, cancellationToken);
        var created = await engine.CreateContainerAsync(
            Creation(operation, inputs, run), EndpointRequests.ContainerMacAddress(inputs), cancellationToken);
        var keep = false;
        try
        {
            if (!ApiVersions.SeveralEndpointsAtCreate.IsOpen(inputs.ApiVersion))
                foreach (var endpoint in inputs.Spec.Endpoints.Skip(1))
                    await engine.ConnectNetworkAsync(
                        endpoint.Network.IdOrName, created.ID, EndpointRequests.Settings(endpoint, inputs.ApiVersion), cancellationToken);
            await ContainerCalls.InjectAsync(engine, created.ID, [.. InjectedFile.Of(inputs.Spec.Project, inputs.Service)], settings.Clock);
            var (code, output, error) = await RunToEndAsync(created.ID, run, cancellationToken);
            keep = code != 0;
            return code == 0
                ? OperationResult.Done
                : Failure(
                    $"service \"{operation.Service.Name}\" pre_start[{operation.Index}] exited with code {code}", output, error, (int)code,
                    $" (hook container {created.ID[..12]} retained for inspection)");
        }
        finally
        {
            if (!keep)
                await engine.RemoveContainerAsync(created.ID, force: true, volumes: true, CancellationToken.None);
        }
    }

    private async Task<(long Code, OutputTail Output, OutputTail Error)> RunToEndAsync(
        string id, StepRun run, CancellationToken cancellationToken)
    {
        var (output, error) = (new OutputTail(run.Output), new OutputTail(run.Output));
        var attached = await engine.AttachContainerAsync(id, new AttachQuery(), cancellationToken);
        var exit = engine.WaitContainerAsync(id, "next-exit", cancellationToken);
        await engine.StartContainerAsync(id, cancellationToken);
        await using (var frames = new FrameReader(attached, isFramed: true))
            await CopyAsync(frames, output, error, cancellationToken);
        return ((await exit).StatusCode, output, error);
    }

    /// <summary>The service that the container starts from has the variables of its providers by now.</summary>
    private async Task<ContainerInputs> InputsAsync(Operation.RunPreStart operation, StepRun run, CancellationToken cancellationToken) =>
        new()
        {
            Spec = operation.Container with { Service = PreStartContainer.Of(variables.AddTo(operation.Service).Service, operation.Hook) },
            ApiVersion = await engine.VersionAsync(cancellationToken),
            IdOf = run.IdOf,
            ProxyEnvironment = settings.ProxyEnvironment,
            IsWindows = (await engine.PingAsync(cancellationToken)).OperatingSystem == "windows",
        };

    /// <summary>As for a container of the service, but with the labels of a hook and the mounts of the service's container.</summary>
    private CreateContainerParameters Creation(Operation.RunPreStart operation, ContainerInputs inputs, StepRun run)
    {
        var creation = ContainerRequest.Create(inputs);
        var platform = inputs.Service.Platform ?? settings.DefaultPlatform;
        creation.Platform = string.IsNullOrEmpty(platform) ? null : platform;
        creation.Labels = HostRequest.Map(operation.Container.Labels)!;
        creation.HostConfig!.VolumesFrom = [.. creation.HostConfig.VolumesFrom ?? [], run.IdOf(operation.Target.Container)];
        return creation;
    }

    private static async Task CopyAsync(FrameReader frames, OutputTail output, OutputTail error, CancellationToken cancellationToken)
    {
        while (await frames.ReadAsync(cancellationToken) is { } piece)
            (piece.Pipe == OutputPipe.Stderr ? error : output).Write(piece.Bytes.Span);
        output.Complete();
        error.Complete();
    }

    /// <summary>What went to standard error usually says why; a program that wrote nothing there is quoted from its output.</summary>
    private static OperationResult Failure(string message, OutputTail output, OutputTail error, int code, string remark = "")
    {
        var tail = error.IsEmpty ? output : error;
        return new OperationResult { Error = new StepError((tail.IsEmpty ? message : $"{message}: {tail}") + remark) { ExitCode = code } };
    }
}
