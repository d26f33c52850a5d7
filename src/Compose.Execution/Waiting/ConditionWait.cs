using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Compose.Engine;
using Compose.Engine.Errors;
using Compose.Engine.Gaps;
using Compose.Execution.Scheduling;
using Compose.Planning.Operations;
using Docker.DotNet.Models;

namespace Compose.Execution.Waiting;

/// <summary>One wait of a plan, and when it fails, what helps to see why: the probe, its last answers, the last lines of the log.</summary>
public sealed class ConditionWait(EngineClient engine, ContainerWatch watch, TimeProvider clock)
{
    private const int LogLines = 20;

    public async Task<OperationResult> WaitAsync(Operation.AwaitCondition wait, StepRun run, CancellationToken cancellationToken)
    {
        var id = run.IdOf(wait.Target.Container);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        if (wait.Timeout is { } timeout)
            limit.CancelAfter(timeout);
        ContainerInspectResponse? last = null;
        var running = new UninterruptedRun(clock);
        try
        {
            var judgement = await watch.UntilAsync(id, Look, limit.Token);
            return judgement is not ConditionResult.Failed failed ? OperationResult.Done
                : wait.Required ? await FailAsync(wait, failed.Reason, last, cancellationToken)
                : OperationResult.Warned($"optional dependency \"{wait.Target.Service}\" failed to start: {failed.Reason}");
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            // The time that the user gave is over; the run itself goes on.
            if (wait.Condition == AwaitedCondition.Steady)
                return OperationResult.Done;
            return await FailAsync(
                wait, $"container {wait.Target.Name} is not {Word(wait.Condition)} after {wait.Timeout!.Value.TotalSeconds:0.#}s", last,
                cancellationToken);
        }
        catch (EngineError error) when (error.Kind == EngineErrorKind.NotFound && wait.Condition != AwaitedCondition.Restored)
        {
            // It was removed while we waited.
            return wait.Required ? OperationResult.Failed($"container {wait.Target.Name} was removed")
                : OperationResult.Warned($"container {wait.Target.Name} was removed");
        }

        ConditionResult Look(ContainerInspectResponse container)
        {
            last = container;
            return ConditionEvaluator.Judge(container, wait, running.Of(container.State));
        }
    }

    private static string Word(AwaitedCondition condition) => condition switch
    {
        AwaitedCondition.CompletedSuccessfully => "done",
        AwaitedCondition.Healthy => "healthy",
        _ => "running or healthy",
    };

    private async Task<OperationResult> FailAsync(
        Operation.AwaitCondition wait, string reason, ContainerInspectResponse? container, CancellationToken cancellationToken)
    {
        // A plain `up` names what kind of failure it is, as scripts expect; a one-shot's sentence stands by itself.
        var message = wait.Condition == AwaitedCondition.Healthy ? "dependency failed to start: " + reason : reason;
        if (container is null)
            return OperationResult.Failed(message);
        var details = ImmutableArray.CreateBuilder<string>();
        if (!wait.For.IsEmpty)
            details.Add($"{string.Join(", ", wait.For)} waits for {wait.Target.Service}");
        details.AddRange(WaitExplanation.Of(container));
        await AddLogAsync(container, details, cancellationToken);
        return OperationResult.Failed(message, details.ToImmutable());
    }

    private async Task AddLogAsync(
        ContainerInspectResponse container, ImmutableArray<string>.Builder details, CancellationToken cancellationToken)
    {
        try
        {
            var query = new LogQuery { Stdout = true, Stderr = true, Tail = LogLines.ToString(CultureInfo.InvariantCulture) };
            await using var log = await engine.OpenLogsAsync(container.ID, query, container.Config?.Tty ?? false, cancellationToken);
            var text = new StringBuilder();
            while (await log.ReadAsync(cancellationToken) is { } piece)
                text.Append(Encoding.UTF8.GetString(piece.Bytes.Span));
            var lines = text.ToString().TrimEnd().Split('\n');
            if (lines is [""])
                return;
            details.Add("its last lines:");
            details.AddRange(lines.TakeLast(LogLines).Select(line => "  " + line.TrimEnd('\r')));
        }
        catch (EngineError)
        {
            // A log driver that cannot be read, or a container that is gone: the failure is explained without it.
        }
    }
}
