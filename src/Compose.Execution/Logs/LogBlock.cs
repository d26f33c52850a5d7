using System.Buffers;

namespace Compose.Execution.Logs;

/// <summary>Some lines of one container, copied out of the connection's buffer so that they can wait for those of others.</summary>
internal sealed class LogBlock
{
    private const int Size = 64 * 1024;
    private readonly List<(int Start, int Length, bool IsError)> _lines = [];
    private byte[] _bytes = ArrayPool<byte>.Shared.Rent(Size);
    private int _used;

    public int Count => _lines.Count;
    public bool IsFull => _used >= Size;

    public bool IsError(int line) => _lines[line].IsError;

    public ReadOnlySpan<byte> this[int line] => _bytes.AsSpan(_lines[line].Start, _lines[line].Length);

    public void Add(bool isError, ReadOnlySpan<byte> line)
    {
        if (_used + line.Length > _bytes.Length)
            Grow(_used + line.Length);
        line.CopyTo(_bytes.AsSpan(_used));
        _lines.Add((_used, line.Length, isError));
        _used += line.Length;
    }

    /// <summary>Gives the memory back; the lines are gone with it.</summary>
    public void Release() => ArrayPool<byte>.Shared.Return(_bytes);

    private void Grow(int needed)
    {
        var larger = ArrayPool<byte>.Shared.Rent(Math.Max(needed, 2 * _bytes.Length));
        _bytes.AsSpan(0, _used).CopyTo(larger);
        ArrayPool<byte>.Shared.Return(_bytes);
        _bytes = larger;
    }
}
