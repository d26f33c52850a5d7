namespace Compose.Execution.Watching;

/// <summary>
/// A file read with the length that it had when it was opened, because an archive names the length first. A file that changes meanwhile is
/// copied again with that change.
/// </summary>
internal sealed class FixedLengthStream(FileStream file) : Stream
{
    private long _read;

    public override bool CanRead => true;
    public override bool CanSeek => true;
    public override bool CanWrite => false;
    public override long Length { get; } = file.Length;

    public override long Position
    {
        get => _read;
        set => throw new NotSupportedException();
    }

    public override int Read(byte[] buffer, int offset, int count)
    {
        var wanted = Wanted(buffer.AsMemory(offset, count)).Span;
        return Fill(wanted, file.Read(wanted));
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var wanted = Wanted(buffer);
        var count = await file.ReadAsync(wanted, cancellationToken);
        return Fill(wanted.Span, count);
    }

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            file.Dispose();
        base.Dispose(disposing);
    }

    private Memory<byte> Wanted(Memory<byte> buffer) => buffer[..(int)Math.Min(buffer.Length, Length - _read)];

    /// <summary>Zeros follow when the file has become shorter.</summary>
    private int Fill(Span<byte> wanted, int count)
    {
        if (count == 0)
        {
            wanted.Clear();
            count = wanted.Length;
        }

        _read += count;
        return count;
    }
}
