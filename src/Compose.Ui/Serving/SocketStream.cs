using System.Globalization;
using System.Net.WebSockets;
using System.Text;
using Compose.Execution.Sessions;
using Compose.Host;

namespace Compose.Ui.Serving;

/// <summary>
/// The page's side of a shell: binary messages are what is typed and printed, a text message `ROWS COLUMNS` is the size of the window.
/// </summary>
internal sealed class SocketStream : ForwardOnlyStream
{
    private const int Largest = 1000;
    private readonly WebSocket _socket;
    private (int Rows, int Columns) _size = (24, 80);

    public SocketStream(WebSocket socket)
    {
        _socket = socket;
        Window = new ConsoleWindow(() => _size);
    }

    public ConsoleWindow Window { get; }

    public override bool CanRead => true;

    public override bool CanWrite => true;

    /// <summary>Zero when the page has closed it.</summary>
    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        while (true)
        {
            var received = await _socket.ReceiveAsync(buffer, cancellationToken);
            if (received.MessageType == WebSocketMessageType.Close)
                return 0;
            if (received.MessageType == WebSocketMessageType.Text)
                Resize(Encoding.UTF8.GetString(buffer.Span[..received.Count]));
            else if (received.Count > 0)
                return received.Count;
        }
    }

    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default) =>
        _socket.SendAsync(buffer, WebSocketMessageType.Binary, endOfMessage: true, cancellationToken);

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override Task FlushAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public override void Flush()
    {
        // Each write is a message.
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException("a socket is read asynchronously");

    public override void Write(byte[] buffer, int offset, int count) =>
        throw new NotSupportedException("a socket is written asynchronously");

    private void Resize(string text)
    {
        var parts = text.Split(' ');
        if (parts.Length != 2 || !IsSize(parts[0], out var rows) || !IsSize(parts[1], out var columns))
            return;
        _size = (rows, columns);
        Window.Change();
    }

    private static bool IsSize(string text, out int size) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out size) && size is > 0 and <= Largest;
}
