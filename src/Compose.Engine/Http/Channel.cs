namespace Compose.Engine.Http;

/// <summary>
/// One open byte connection to the engine, whatever it runs over. Half-close is the reason why it is more than a stream:
/// the end of what we send must be told without ending what we receive.
/// </summary>
internal sealed class Channel(Stream stream, Func<bool>? isReadable, Func<ValueTask> closeSending) : IAsyncDisposable
{
    internal Stream Stream { get; } = stream;

    /// <summary>Holds a place among the dials under way; given back when the engine has answered once.</summary>
    internal IDisposable? DialPermit { get; init; }

    /// <summary>
    /// An idle connection on which something can be read has been closed by the engine. Where this cannot be asked (a child
    /// process), it is taken for alive.
    /// </summary>
    internal bool IsStale => isReadable?.Invoke() ?? false;

    internal ValueTask CloseSendingAsync() => closeSending();

    public ValueTask DisposeAsync()
    {
        DialPermit?.Dispose();
        return Stream.DisposeAsync();
    }
}
