using System.Text;

namespace Compose.Execution.Operations;

/// <summary>Cuts bytes into lines, hands each on, and keeps the last few for an error message. Its memory is bounded.</summary>
internal sealed class OutputTail(Action<string> onLine)
{
    private const int MaxLines = 10;
    private const int MaxBytes = 2048;
    private readonly Queue<string> _last = new();
    private readonly List<byte> _partial = [];

    public bool IsEmpty => _last.Count == 0;

    public void Write(ReadOnlySpan<byte> bytes)
    {
        foreach (var value in bytes)
        {
            if (value == (byte)'\n')
                EndLine();
            else if (_partial.Count < MaxBytes)
                _partial.Add(value);
        }
    }

    public void Complete()
    {
        if (_partial.Count > 0)
            EndLine();
    }

    public override string ToString() => string.Join('\n', _last);

    private void EndLine()
    {
        var line = Encoding.UTF8.GetString([.. _partial]).TrimEnd('\r');
        _partial.Clear();
        onLine(line);
        _last.Enqueue(line);
        while (_last.Count > MaxLines || _last.Sum(kept => kept.Length) > MaxBytes)
            _last.Dequeue();
    }
}
