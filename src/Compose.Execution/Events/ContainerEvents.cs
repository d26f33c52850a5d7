using Compose.Engine;

namespace Compose.Execution.Events;

/// <summary>
/// The events of a project's containers: one subscription for all that listen, from the first that comes to the last that goes.
/// </summary>
public sealed class ContainerEvents(EngineClient engine, string project, TimeProvider clock)
{
    private readonly Lock _gate = new();
    private Subscription? _subscription;

    /// <summary>When this returns, every later event comes to the listener.</summary>
    /// <param name="container">The only container that is of interest.</param>
    /// <param name="cancellationToken">Ends the wait for the engine's answer.</param>
    public async Task<EventListener> ListenAsync(string? container, CancellationToken cancellationToken)
    {
        var listener = Join(container);
        try
        {
            await listener.Begun.WaitAsync(cancellationToken);
            return listener;
        }
        catch
        {
            await listener.DisposeAsync();
            throw;
        }
    }

    private EventListener Join(string? container)
    {
        lock (_gate)
        {
            if (_subscription?.Join(container) is { } listener)
                return listener;
            _subscription = new Subscription(engine, project, clock);
            return _subscription.Join(container)!;
        }
    }
}
