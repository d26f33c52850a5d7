using System.Text.Json.Nodes;

namespace Compose.Testing.Engine;

/// <summary>What happens on the engine from now on. The engine itself remembers a few hundred events only, of all who use it.</summary>
public sealed class EventRecording : IAsyncDisposable
{
    private static readonly TimeSpan Settling = TimeSpan.FromMilliseconds(500);
    private readonly HttpResponseMessage _response;
    private readonly StreamReader _reader;
    private readonly List<JsonNode> _events = [];
    private readonly Task _reading;

    internal EventRecording(HttpResponseMessage response, Stream stream)
    {
        _response = response;
        _reader = new StreamReader(stream);
        _reading = ReadAsync();
    }

    /// <summary>What was told until now, with a moment for what is still on its way.</summary>
    public async Task<IReadOnlyList<JsonNode>> StopAsync()
    {
        await Task.Delay(Settling);
        await DisposeAsync();
        return _events;
    }

    public async ValueTask DisposeAsync()
    {
        _response.Dispose();
        await _reading;
        _reader.Dispose();
    }

    private async Task ReadAsync()
    {
        try
        {
            while (await _reader.ReadLineAsync() is { } line)
                _events.Add(JsonNode.Parse(line)!);
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException or HttpRequestException)
        {
            // That is how a recording ends.
        }
    }
}
