using Compose.Engine.Errors;

namespace Compose.Engine.Transport;

/// <summary>A body that may only send so many bytes between two values: a value that never ends would be kept whole in memory.</summary>
internal sealed class ValueLimit(Stream body, string request) : AsyncOnlyStream
{
    private const int LargestValue = 64 * 1024 * 1024;

    private long _sinceLastValue;

    public override bool CanWrite => false;

    internal void OnValue() => _sinceLastValue = 0;

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var count = await body.ReadAsync(buffer, cancellationToken).ConfigureAwait(false);
        _sinceLastValue += count;
        return _sinceLastValue <= LargestValue ? count : throw EngineError.Garbled(request, "a value does not end");
    }
}
