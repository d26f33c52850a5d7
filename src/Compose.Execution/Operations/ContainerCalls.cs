using System.Collections.Immutable;
using Compose.Engine;
using Compose.Engine.Errors;
using Compose.Engine.Gaps;
using Compose.Execution.Building;
using Compose.Execution.Injection;
using Compose.Execution.Providers;
using Compose.Execution.Requests;
using Compose.Execution.Scheduling;
using Compose.Planning.Desired;
using Compose.Planning.Naming;
using Compose.Planning.Operations;

namespace Compose.Execution.Operations;

internal sealed class ContainerCalls(EngineClient engine, RunnerSettings settings, ProvidedVariables variables)
{
    private static readonly TimeSpan LongestRemoval = TimeSpan.FromSeconds(10);

    public async Task<OperationResult> CreateAsync(Operation.CreateContainer operation, StepRun run)
    {
        var (service, warnings) = variables.AddTo(operation.Container.Service);
        var inputs = await InputsAsync(operation.Container with { Service = service }, run);
        var platform = operation.Container.Service.Platform ?? settings.DefaultPlatform;
        try
        {
            var creation = ContainerRequest.Create(inputs);
            (creation.Name, creation.Platform) = (operation.Name, string.IsNullOrEmpty(platform) ? null : platform);
            var created = await OnceFreeAsync(() => engine.CreateContainerAsync(creation, EndpointRequests.ContainerMacAddress(inputs)));
            return OperationResult.Made(created.ID) with { Warning = warnings.IsEmpty ? null : string.Join('\n', warnings) };
        }
        catch (EngineError error) when (error.Kind is EngineErrorKind.Conflict or EngineErrorKind.Cut)
        {
            // The name is taken, or the connection broke before the answer: what is there under the name may be what we wanted.
            return await AdoptAsync(operation, inputs, error);
        }
    }

    public async Task<OperationResult> InjectAsync(Operation.InjectFiles operation, StepRun run)
    {
        await InjectAsync(engine, run.IdOf(operation.Target.Container), operation.Files, settings.Clock);
        return OperationResult.Done;
    }

    public static async Task InjectAsync(EngineClient engine, string container, ImmutableArray<InjectedFile> files, TimeProvider clock)
    {
        if (files.IsEmpty)
            return;
        await using var archive = await FileArchive.CreateAsync(
            [.. files.Select(file => (file, file.Object.Content ?? ""))], clock.GetUtcNow());
        // Not with copyUIDGID: it would give the files to the container's user instead of to whom the archive says, and Docker 20.10
        // does not understand a user like "1000:1000" there.
        await engine.PutArchiveAsync(container, "/", archive);
    }

    public async Task<OperationResult> StartAsync(Operation.StartContainer operation, StepRun run)
    {
        await engine.StartContainerAsync(run.IdOf(operation.Target.Container));
        return OperationResult.Done;
    }

    public Task<OperationResult> StopAsync(Operation.StopContainer operation, StepRun run, CancellationToken cancellationToken) =>
        UnlessGone(engine.StopContainerAsync(
            run.IdOf(operation.Target.Container), Seconds(operation.Timeout), cancellationToken: cancellationToken));

    public async Task<OperationResult> KillAsync(Operation.KillContainer operation, StepRun run)
    {
        try
        {
            return await UnlessGone(engine.KillContainerAsync(run.IdOf(operation.Target.Container), operation.Signal));
        }
        catch (EngineError error) when (error.Kind == EngineErrorKind.Conflict)
        {
            // It does not run any more.
            return OperationResult.Done;
        }
    }

    public async Task<OperationResult> RestartAsync(Operation.RestartContainer operation, StepRun run, CancellationToken cancellationToken)
    {
        await engine.RestartContainerAsync(
            run.IdOf(operation.Target.Container), Seconds(operation.Timeout), cancellationToken: cancellationToken);
        return OperationResult.Done;
    }

    /// <summary>One that is paused already is refused, as the user expects of `pause`.</summary>
    public async Task<OperationResult> PauseAsync(Operation.PauseContainer operation, StepRun run)
    {
        await engine.PauseContainerAsync(run.IdOf(operation.Target.Container));
        return OperationResult.Done;
    }

    public async Task<OperationResult> UnpauseAsync(Operation.UnpauseContainer operation, StepRun run)
    {
        await engine.UnpauseContainerAsync(run.IdOf(operation.Target.Container));
        return OperationResult.Done;
    }

    public async Task<OperationResult> RemoveAsync(Operation.RemoveContainer operation, StepRun run)
    {
        try
        {
            return await UnlessGone(engine.RemoveContainerAsync(run.IdOf(operation.Target.Container), operation.Force, operation.Volumes));
        }
        catch (EngineError error) when (error.IsRemovalInProgress)
        {
            // Another call is removing it.
            return OperationResult.Done;
        }
    }

    public async Task<OperationResult> RenameAsync(Operation.RenameContainer operation, StepRun run)
    {
        var id = run.IdOf(operation.Target.Container);
        try
        {
            await OnceFreeAsync(async () =>
            {
                await engine.RenameContainerAsync(id, operation.Name);
                return true;
            });
        }
        catch (EngineError error) when (error.Kind is EngineErrorKind.Conflict or EngineErrorKind.Invalid)
        {
            // The name it has already is refused; so is one that another container has.
            var found = await engine.InspectContainerAsync(id);
            if (found.Name.TrimStart('/') != operation.Name)
                throw;
        }

        return OperationResult.Done;
    }

    /// <summary>
    /// The engine gives a name free at the very end of a removal, which may go on after the answer to it was lost: a call that found the
    /// name taken by what is going away is made once more when it is gone.
    /// </summary>
    private async Task<T> OnceFreeAsync<T>(Func<Task<T>> call)
    {
        try
        {
            return await call();
        }
        catch (EngineError error) when (error is { Kind: EngineErrorKind.Conflict, HolderId: not null })
        {
            if (!await IsLeavingAsync(error.HolderId))
                throw;
        }

        return await call();
    }

    private async Task<bool> IsLeavingAsync(string id)
    {
        try
        {
            if ((await engine.InspectContainerAsync(id)).State?.Status is not ("removing" or "dead"))
                return false;
            using var patience = new CancellationTokenSource(LongestRemoval, settings.Clock);
            await engine.WaitContainerAsync(id, "removed", patience.Token);
        }
        catch (EngineError error) when (error.Kind == EngineErrorKind.NotFound)
        {
            // It is gone.
        }
        catch (OperationCanceledException)
        {
            // A removal that does not end: the second call says whose the name is.
        }

        return true;
    }

    private async Task<ContainerInputs> InputsAsync(ContainerSpec spec, StepRun run) => new()
    {
        Spec = spec,
        ApiVersion = await engine.VersionAsync(),
        IdOf = run.IdOf,
        ImageDigest = spec.Image.Digest is null
            ? (await ImageIdentity.FindAsync(engine, spec.Image.Reference, spec.Service.Platform))?.Digest : null,
        ProxyEnvironment = settings.ProxyEnvironment,
        AutoRemove = settings.AutoRemove && spec.IsOneOff,
        AttachStdin = settings.AttachStdin && spec.IsOneOff,
        ConsoleSize = spec.IsOneOff ? settings.ConsoleSize : null,
        IsWindows = (await engine.PingAsync()).OperatingSystem == "windows",
    };

    private async Task<OperationResult> AdoptAsync(Operation.CreateContainer operation, ContainerInputs inputs, EngineError error)
    {
        Docker.DotNet.Models.ContainerInspectResponse found;
        try
        {
            found = await engine.InspectContainerAsync(error.HolderId ?? operation.Name);
        }
        catch (EngineError lookup) when (lookup.Kind == EngineErrorKind.NotFound)
        {
            // No container has the name: the first answer stands.
            return OperationResult.Failed(error.Sentence);
        }

        var labels = found.Config?.Labels;
        var wanted = operation.Container.LabelsFor(inputs.IdOf, inputs.ImageDigest);
        // A one-off has a slug of its own: it is neither a replica of its service nor another one-off.
        if (Same(LabelNames.Project) && Same(LabelNames.Service) && Same(LabelNames.ConfigHash)
            && Value(LabelNames.Slug) == Wanted(LabelNames.Slug))
            return OperationResult.Made(found.ID);
        var holder = Value(LabelNames.Project) is { } project ? $"service \"{Value(LabelNames.Service)}\" of project \"{project}\""
            : "a container that no compose project made";
        return OperationResult.Failed(error.Sentence, $"the name \"{operation.Name}\" belongs to {holder} ({found.ID[..12]})");

        string? Value(string label) => labels.GetValueOrDefault(label);
        string? Wanted(string label) => wanted.TryGet(label, out var value) ? value : null;
        bool Same(string label) => Wanted(label) is { } value && Value(label) == value;
    }

    private static int? Seconds(TimeSpan? timeout) => timeout is { } given ? (int)Math.Ceiling(given.TotalSeconds) : null;

    private static async Task<OperationResult> UnlessGone(Task call)
    {
        try
        {
            await call;
        }
        catch (EngineError error) when (error.Kind == EngineErrorKind.NotFound)
        {
            // A container that is gone is stopped, killed and removed.
        }

        return OperationResult.Done;
    }
}
