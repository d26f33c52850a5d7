using Compose.Execution.Scheduling;
using Docker.DotNet.Models;

namespace Compose.Execution.Transfers;

/// <summary>
/// The messages of one transfer as progress: of each layer, and of all of them added up. Bytes are told ten times a second at most.
/// </summary>
internal sealed class LayerProgress(StepRun run, string doing, TimeProvider clock)
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(100);
    private readonly Dictionary<string, Layer> _layers = new(StringComparer.Ordinal);
    private long _told;

    public void Tell(JSONMessage message)
    {
        if (message is not { ID: { } id, Status: { } status } || status.StartsWith("Pulling from", StringComparison.Ordinal))
            return;
        if (!_layers.TryGetValue(id, out var layer))
            _layers[id] = layer = new Layer();
        var isNews = layer.Status != status;
        layer.Status = status;
        if (status is "Downloading" or "Pushing" && message.Progress is { Total: > 0 } detail)
            (layer.Current, layer.Total) = (detail.Current ?? 0, detail.Total ?? 0);
        else if (status is "Download complete" or "Pull complete" or "Pushed")
            layer.Current = layer.Total;
        if (!isNews && _told != 0 && clock.GetElapsedTime(_told) < Interval)
            return;
        _told = clock.GetTimestamp();
        run.Progress(status, layer.Current, layer.Total, id);
        if (_layers.Values.Sum(each => each.Total) is not (> 0 and var total))
            return;

        // All bytes are there, and the engine still works: say at what.
        var current = _layers.Values.Sum(each => each.Current);
        run.Progress(current >= total && status == "Extracting" ? status : doing, current, total);
    }

    private sealed class Layer
    {
        public string Status { get; set; } = "";
        public long Current { get; set; }
        public long Total { get; set; }
    }
}
