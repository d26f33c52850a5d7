using Compose.Engine;
using Compose.Execution.Events;
using Docker.DotNet.Models;

namespace Compose.Execution.Waiting;

/// <summary>
/// Waits for what becomes of containers. An event only says "look again", and so does a cut, after which some may have been missed.
/// </summary>
public sealed class ContainerWatch(EngineClient engine, ContainerEvents events, TimeProvider clock) : IAsyncDisposable
{
    private readonly Lock _gate = new();
    private Task<EventListener>? _held;

    /// <summary>
    /// Looks until <paramref name="judge"/> has made up its mind. Subscribes first, so that no change falls between looking and waiting.
    /// </summary>
    public async Task<ConditionResult> UntilAsync(
        string id, Func<ContainerInspectResponse, ConditionResult> judge, CancellationToken cancellationToken)
    {
        await Hold().WaitAsync(cancellationToken);
        await using var listener = await events.ListenAsync(id, cancellationToken);
        while (true)
        {
            var judgement = judge(await engine.InspectContainerAsync(id, cancellationToken: cancellationToken));
            if (judgement is not ConditionResult.Pending pending)
                return judgement;
            await using var timer = pending.Again is { } again
                ? clock.CreateTimer(_ => listener.Wake(), null, RoundedUp(again), Timeout.InfiniteTimeSpan) : null;
            await listener.NewsAsync(cancellationToken);
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_held is null)
            return;
        await ((Task)_held).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (_held.IsCompletedSuccessfully)
            await (await _held).DisposeAsync();
    }

    /// <summary>Keeps the subscription from the first wait on: one wait follows the other.</summary>
    private Task<EventListener> Hold()
    {
        lock (_gate)
            return _held ??= events.ListenAsync(container: "", CancellationToken.None);
    }

    /// <summary>Timers count whole milliseconds: one that rounded down would look too early.</summary>
    private static TimeSpan RoundedUp(TimeSpan time) => TimeSpan.FromMilliseconds(Math.Ceiling(time.TotalMilliseconds));
}
