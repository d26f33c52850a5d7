using System.Runtime.CompilerServices;
using Compose.Execution.Events;

namespace Compose.Execution.Queries;

/// <summary>What happens to the containers of a project from now on.</summary>
public sealed class LiveEvents : IAsyncDisposable
{
    private readonly EventListener _listener;

    internal LiveEvents(EventListener listener) => _listener = listener;

    /// <param name="missed">Called after a cut: what the caller knows may be old.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public async IAsyncEnumerable<ProjectEvent> ReadAsync(Action missed, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var happened in _listener.WithCancellation(cancellationToken))
            if (happened is null)
                missed();
            else if (ProjectEvent.Of(happened) is { } known)
                yield return known;
    }

    public ValueTask DisposeAsync() => _listener.DisposeAsync();
}
