using Compose.Engine.Wire;

namespace Compose.Execution.Running;

/// <summary>The bytes of all layers of one pull, added up.</summary>
internal sealed class LayerProgress
{
    private readonly Dictionary<string, (long Current, long Total)> _layers = new(StringComparer.Ordinal);

    public long Current => _layers.Values.Sum(layer => layer.Current);
    public long Total => _layers.Values.Sum(layer => layer.Total);

    /// <summary>False for a message that says nothing about bytes.</summary>
    public bool Add(ProgressMessage message)
    {
        if (message.Id is not { } layer || message.Status != "Downloading" || message.Detail is not { Total: > 0 } detail)
            return false;
        _layers[layer] = (detail.Current ?? 0, detail.Total ?? 0);
        return true;
    }
}
