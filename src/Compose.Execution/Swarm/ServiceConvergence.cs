using Compose.Engine;
using Compose.Engine.Errors;

namespace Compose.Execution.Swarm;

/// <summary>
/// Waits for services of one stack, for any number at once: one look at the tasks of the stack serves all waits. A wait gives up when
/// nothing in the stack has changed for the patience.
/// </summary>
public sealed class ServiceConvergence(EngineClient engine, string stack, TimeSpan patience, TimeProvider clock) : IAsyncDisposable
{
    /// <summary>A swarm that elects another leader under load answers nothing for half a minute.</summary>
    private static readonly TimeSpan LongestSilence = TimeSpan.FromMinutes(1);

    private readonly SwarmFeed _feed = new(engine, stack, clock);
    private readonly Lock _gate = new();
    private readonly List<ServiceWait> _waits = [];
    private DateTimeOffset _changed = clock.GetUtcNow();
    private DateTimeOffset? _silent;
    private Task? _pump;

    /// <summary>Waits for one service that was created, updated or rolled back before.</summary>
    /// <param name="service">The service, and from which version it was changed.</param>
    /// <param name="report">Called with one line each time that there is something new to show of it, from any thread.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async Task<ServiceOutcome> UntilAsync(AwaitedService service, Action<string>? report, CancellationToken cancellationToken)
    {
        var wait = new ServiceWait(service, report);
        Add(wait);
        try
        {
            var verdict = await wait.Verdict.WaitAsync(cancellationToken);
            return await new ServiceExplanation(engine, wait).OutcomeAsync(verdict, cancellationToken);
        }
        finally
        {
            lock (_gate)
                _waits.Remove(wait);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _feed.CancelAsync();
        // A semaphore that is disposed under a cancelled wait never ends the wait.
        if (_pump is not null)
            await _pump;
        await _feed.DisposeAsync();
    }

    private void Add(ServiceWait wait)
    {
        lock (_gate)
        {
            _waits.Add(wait);
            _changed = clock.GetUtcNow();
            if (_pump is null or { IsCompleted: true })
                _pump = PumpAsync();
        }

        _feed.Refresh();
    }

    private async Task PumpAsync()
    {
        try
        {
            while (true)
            {
                await _feed.WaitAsync(timer: Waits().Length > 0);
                await LookAsync(Waits());
            }
        }
        catch (Exception error) when (error is OperationCanceledException or ObjectDisposedException)
        {
            // The run no longer waits.
        }
#pragma warning disable CA1031 // Whatever it is goes to those who wait.
        catch (Exception bug)
#pragma warning restore CA1031
        {
            foreach (var wait in Waits())
                wait.Fail(bug);
        }
    }

    private async Task LookAsync(ServiceWait[] waits)
    {
        if (waits.Length == 0)
            return;
        var began = clock.GetUtcNow();
        try
        {
            var seen = await _feed.ReadAsync();
            var now = clock.GetUtcNow();
            // While the swarm did not answer, nothing could be seen to change.
            if (_silent is not null)
                (_silent, _changed) = (null, now);
            foreach (var wait in waits)
                if (wait.Observe(seen.GetValueOrDefault(wait.Service.Id), now))
                    _changed = now;
            foreach (var wait in waits)
                wait.GiveUp(now - _changed, patience);
        }
        catch (EngineError error) when (MayPass(error) && clock.GetUtcNow() - (_silent ?? began) <= LongestSilence)
        {
            // A manager that restarts, or a swarm that elects another leader, answers again after some time.
            _silent ??= began;
        }
    }

    private static bool MayPass(EngineError error) =>
        error.Kind is EngineErrorKind.Internal or EngineErrorKind.Unavailable or EngineErrorKind.Unreachable or EngineErrorKind.Cut;

    private ServiceWait[] Waits()
    {
        lock (_gate)
            return [.. _waits];
    }
}
