using System.Text.Json.Nodes;

namespace Compose.Testing.Engine;

/// <summary>What happens on the engine from now on. The engine itself remembers a few hundred events only, of all who use it.</summary>
public sealed class EventRecording : IAsyncDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(1);
    private readonly string _mark = "mark-" + Guid.NewGuid().ToString("N");
    private readonly TaskCompletionSource _marked = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly HttpResponseMessage _response;
    private readonly StreamReader _reader;
    private readonly string _label;
    private readonly List<JsonNode> _events = [];
    private readonly Task _reading;

    internal EventRecording(HttpResponseMessage response, Stream stream, string label)
    {
        _response = response;
        _reader = new StreamReader(stream);
        _label = label;
        _reading = ReadAsync();
    }

    /// <summary>
    /// What was told until now. The engine tells in order: when it tells of something that is made here, it has told all that was before.
    /// </summary>
    public async Task<IReadOnlyList<JsonNode>> StopAsync(EngineSocket engine)
    {
        var label = _label.Split('=', 2);
        await engine.PostAsync(
            $"/containers/create?name={_mark}",
            new JsonObject { ["Image"] = "busybox", ["Labels"] = new JsonObject { [label[0]] = label[1] } });
        await _marked.Task.WaitAsync(Limit);
        await DisposeAsync();
        await engine.DeleteAsync($"/containers/{_mark}?force=1");
        return [.. _events.Where(happened => !IsMark(happened))];
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
            {
                _events.Add(JsonNode.Parse(line)!);
                if (IsMark(_events[^1]))
                    _marked.TrySetResult();
            }
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException or HttpRequestException)
        {
            // That is how a recording ends.
        }
    }

    private bool IsMark(JsonNode happened) => (string?)happened["Actor"]?["Attributes"]?["name"] == _mark;
}
