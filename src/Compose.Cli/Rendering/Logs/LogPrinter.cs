using System.Buffers;
using System.Text;
using Compose.Cli.Terminals;
using Compose.Execution.Logs;

namespace Compose.Cli.Rendering.Logs;

/// <summary>
/// Container output as people read it: each line behind the name of its container, in the colour of that name. Bytes go from the buffer of
/// the connection to the buffer of the stream; no line becomes a string.
/// </summary>
internal sealed class LogPrinter(Terminal terminal, LogStyle style) : OutputReceiver
{
    private const int FlushAt = 64 * 1024;
    private static readonly string[] Colors = ["36", "33", "32", "35", "34", "36;1", "33;1", "32;1", "35;1", "34;1"];
    private readonly Dictionary<string, byte[]> _prefixes = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _colors = new(StringComparer.Ordinal);
    private readonly ArrayBufferWriter<byte> _output = new(FlushAt);
    private readonly ArrayBufferWriter<byte> _error = new();
    private readonly Lock _gate = new();
    private int _width;
    private byte[] _footer = [];
    private bool _footerIsShown;

    /// <summary>Called before the first line is shown: a progress list has to end.</summary>
    public Action? OnFirst { get; set; }

    /// <summary>A line was shown, or <see cref="Open"/> was called.</summary>
    public bool IsOpen
    {
        get
        {
            lock (_gate)
                return OnFirst is null;
        }
    }

    /// <summary>Names that are known from the beginning share one width, whichever prints first.</summary>
    public void Expect(IEnumerable<string> names)
    {
        foreach (var name in names)
            Register(name);
    }

    /// <summary>From now on the terminal is the lines': what stood there before makes room, though nothing may ever be printed.</summary>
    public void Open()
    {
        lock (_gate)
        {
            Begin();
            DrawFooter();
        }
    }

    /// <summary>
    /// A line that stays below the last one; empty takes it away. For terminals, and not before the first line or <see cref="Open"/>.
    /// </summary>
    public void Footer(string text)
    {
        lock (_gate)
        {
            EraseFooter();
            _footer = Encoding.UTF8.GetBytes(text);
            DrawFooter();
        }
    }

    /// <summary>What is printed from here on is to be kept apart from what was there.</summary>
    public void Blank()
    {
        lock (_gate)
        {
            Begin();
            Flush(_error);
            _output.Write("\n"u8);
            Flush(_output);
            DrawFooter();
        }
    }

    public override void Line(string container, bool isError, ReadOnlySpan<byte> line)
    {
        lock (_gate)
        {
            Begin();
            // Both streams keep their order on a terminal only if one is written out before the other is begun.
            var (own, other) = isError && style.SplitErrors ? (_error, _output) : (_output, _error);
            Flush(other);
            if (style.Prefix)
                own.Write(Prefix(container));
            if (style.Timestamps is { } clock)
                own.Write(
                    Encoding.UTF8.GetBytes(
                        clock.GetUtcNow()
                            .ToString("yyyy-MM-dd'T'HH:mm:ss.fffffff'00Z '", System.Globalization.CultureInfo.InvariantCulture)));
            own.Write(line);
            own.Write("\n"u8);
            if (own.WrittenCount >= FlushAt)
                Flush(own);
        }
    }

    /// <summary>What happened to a container: "web-1 exited with code 0".</summary>
    public void Status(string container, string message)
    {
        lock (_gate)
        {
            Begin();
            Flush(_error);
            var text = $"{container} {message}\n";
            _output.Write(Encoding.UTF8.GetBytes(style.Color ? $"\r\e[K\e[{Color(container)}m{text}\e[0m" : text));
            Flush(_output);
            DrawFooter();
        }
    }

    /// <summary>What watch does, with its mark where other lines have the name of their container.</summary>
    public void Watch(string sentence)
    {
        lock (_gate)
        {
            Begin();
            Flush(_error);
            var mark = style.Prefix ? new string(' ', _width + 1) + " ⦿ " : "";
            _output.Write(Encoding.UTF8.GetBytes(string.Concat(sentence.Split('\n').Select(line => $"{mark}{line}\n"))));
            Flush(_output);
            DrawFooter();
        }
    }

    /// <summary>Text about a problem, which is ready for the terminal.</summary>
    public void Report(string text)
    {
        lock (_gate)
        {
            Begin();
            Flush(_output);
            _error.Write(Encoding.UTF8.GetBytes(text));
            Flush(_error);
            DrawFooter();
        }
    }

    /// <summary>A sentence about the run between the lines of the containers: it goes where progress goes.</summary>
    public void Notice(string sentence)
    {
        lock (_gate)
        {
            Begin();
            Flush(_output);
            _error.Write(Encoding.UTF8.GetBytes((style.Color ? Style.Colored : Style.Plain).Dim(sentence) + "\n"));
            Flush(_error);
            DrawFooter();
        }
    }

    public override void Flush()
    {
        lock (_gate)
        {
            Flush(_output);
            Flush(_error);
            DrawFooter();
        }
    }

    private void Begin()
    {
        OnFirst?.Invoke();
        OnFirst = null;
    }

    private byte[] Prefix(string container)
    {
        if (!_prefixes.ContainsKey(container))
            Register(container);
        return _prefixes[container];
    }

    private void Register(string container)
    {
        _prefixes[container] = [];
        Color(container);
        _width = Math.Max(_width, container.Length);
        foreach (var name in _prefixes.Keys)
        {
            var text = name.PadRight(_width + 1) + " | ";
            _prefixes[name] = Encoding.UTF8.GetBytes(style.Color ? $"\e[{Color(name)}m{text}\e[0m" : text);
        }
    }

    private string Color(string container)
    {
        if (!_colors.TryGetValue(container, out var color))
            _colors[container] = color = Colors[_colors.Count % Colors.Length];
        return color;
    }

    private void Flush(ArrayBufferWriter<byte> buffer)
    {
        if (buffer.WrittenCount == 0)
            return;
        EraseFooter();
        var stream = buffer == _output ? terminal.Output : terminal.Error;
        stream.Write(buffer.WrittenSpan);
        stream.Flush();
        buffer.ResetWrittenCount();
    }

    private void DrawFooter()
    {
        if (_footerIsShown || _footer.Length == 0 || OnFirst is not null)
            return;
        terminal.Output.Write(_footer);
        terminal.Output.Flush();
        _footerIsShown = true;
    }

    private void EraseFooter()
    {
        if (!_footerIsShown)
            return;
        _footerIsShown = false;
        terminal.Output.Write("\r\e[K"u8);
        terminal.Output.Flush();
    }
}
