using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Compose.Execution.Logs;
using Compose.Execution.Queries;

namespace Compose.Ui.Stack;

/// <summary>
/// The newest lines of all containers, each as JSON: [time, service, container, 1 for standard error, text]. Every page reads at its own
/// pace; one that is too slow learns how many lines it missed.
/// </summary>
public sealed class LogRing : OutputReceiver
{
    public const int MostLines = 120_000;
    private const long MostBytes = 48L << 20;
    private const int LongestLine = 16 * 1024;
    private static readonly JsonWriterOptions Options = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        SkipValidation = true,
    };

    private readonly Lock _gate = new();
    private readonly byte[]?[] _lines = new byte[MostLines][];
    private readonly Dictionary<string, (string Container, string Service)> _names = new(StringComparer.Ordinal);
    private readonly ArrayBufferWriter<byte> _buffer = new();
    private TaskCompletionSource _more = New();
    private long _bytes;
    private long _first;
    private long _next;

    public void Clear()
    {
        lock (_gate)
            while (_first < _next)
                RemoveFirst();
    }

    /// <summary>Where the oldest line stands.</summary>
    public long First
    {
        get
        {
            lock (_gate)
                return _first;
        }
    }

    public override void Begin(ContainerRow container, string name)
    {
        lock (_gate)
            _names[name] = (container.Name, container.Service);
    }

    public override void Line(string container, bool isError, ReadOnlySpan<byte> line)
    {
        lock (_gate)
        {
            var encoded = Encode(container, isError, line);
            while (_next - _first == MostLines || _bytes > MostBytes)
                RemoveFirst();
            _lines[_next++ % MostLines] = encoded;
            _bytes += encoded.Length;
            _more.TrySetResult();
        }
    }

    /// <summary>Up to so many lines from a place on, the place after them, and how many were missed; waits for the first.</summary>
    public async Task<(byte[][] Lines, long Next, long Missed)> ReadAsync(long from, int most, CancellationToken cancellationToken)
    {
        while (true)
        {
            Task more;
            lock (_gate)
            {
                var start = Math.Clamp(from, _first, _next);
                if (start < _next)
                {
                    var lines = new byte[(int)Math.Min(most, _next - start)][];
                    for (var at = 0; at < lines.Length; at++)
                        lines[at] = _lines[(start + at) % MostLines]!;
                    return (lines, start + lines.Length, start - Math.Min(from, start));
                }

                if (_more.Task.IsCompleted)
                    _more = New();
                more = _more.Task;
            }

            await more.WaitAsync(cancellationToken);
        }
    }

    private void RemoveFirst()
    {
        ref var line = ref _lines[_first++ % MostLines];
        _bytes -= line!.Length;
        line = null;
    }

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private byte[] Encode(string container, bool isError, ReadOnlySpan<byte> line)
    {
        var stamp = LogTimestamp.LengthIn(line);
        var (name, service) = _names.GetValueOrDefault(container, (container, container));
        var text = line[stamp..];
        _buffer.ResetWrittenCount();
        using (var writer = new Utf8JsonWriter(_buffer, Options))
        {
            writer.WriteStartArray();
            writer.WriteStringValue(stamp > 0 ? line[..(stamp - 1)] : []);
            writer.WriteStringValue(service);
            writer.WriteStringValue(name);
            writer.WriteNumberValue(isError ? 1 : 0);
            writer.WriteStringValue(Encoding.UTF8.GetString(text.Length > LongestLine ? text[..LongestLine] : text));
            writer.WriteEndArray();
        }

        return _buffer.WrittenSpan.ToArray();
    }
}
