using System.Threading.Channels;

namespace Compose.Execution.Logs;

/// <summary>
/// The lines of one container, with the engine's timestamps before them, as a queue that can be looked into. Its reader runs ahead of
/// those who take from it, but not without limit.
/// </summary>
internal sealed class LogCursor(string name)
{
    // Reader and taker go on where the other has got to: each hop to another thread would cost more than a line.
    private readonly Channel<LogBlock> _blocks = Channel.CreateBounded<LogBlock>(new BoundedChannelOptions(4)
    {
        SingleReader = true,
        SingleWriter = true,
        AllowSynchronousContinuations = true,
    });

    private LogBlock _filling = new();
    private LogBlock? _current;
    private int _at;

    public string Name => name;

    /// <summary>Of a log that goes on: the timestamp of the last line that counts as old.</summary>
    public byte[]? Last { get; init; }

    /// <summary>The line that is next is the last one that counts as old.</summary>
    public bool IsLast => Last is not null && Stamp.SequenceCompareTo(Last) >= 0;

    public bool HasLines => _filling.Count > 0;

    /// <summary>The reader has to hand on what it has before it goes on.</summary>
    public bool IsFull => _filling.IsFull;

    /// <summary>The line that is next; there after <see cref="TryMove"/> or <see cref="MoveAsync"/> has said so.</summary>
    public ReadOnlySpan<byte> Line => _current![_at];
    public bool IsError => _current!.IsError(_at);

    /// <summary>When it was written; one without a timestamp belongs to what was before it.</summary>
    public ReadOnlySpan<byte> Stamp => Line[..LogTimestamp.LengthIn(Line)];

    public void Add(bool isError, ReadOnlySpan<byte> line) => _filling.Add(isError, line);

    public async ValueTask HandOnAsync(CancellationToken cancellationToken)
    {
        await _blocks.Writer.WriteAsync(_filling, cancellationToken);
        _filling = new LogBlock();
    }

    /// <summary>The reader is done, with whatever it has.</summary>
    public async ValueTask CompleteAsync(CancellationToken cancellationToken)
    {
        if (_filling.Count > 0 && !cancellationToken.IsCancellationRequested)
            await HandOnAsync(cancellationToken);
        _blocks.Writer.Complete();
    }

    /// <summary>On to the next line if it is here already.</summary>
    public bool TryMove()
    {
        if (_current is null || _at + 1 >= _current.Count)
            return false;
        _at++;
        return true;
    }

    /// <summary>On to the next line; false at the end.</summary>
    public async ValueTask<bool> MoveAsync(CancellationToken cancellationToken)
    {
        if (TryMove())
            return true;
        _current?.Release();
        _current = null;
        _at = 0;
        while (await _blocks.Reader.WaitToReadAsync(cancellationToken))
            if (_blocks.Reader.TryRead(out _current))
                return true;
        return false;
    }
}
