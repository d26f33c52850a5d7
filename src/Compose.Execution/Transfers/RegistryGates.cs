using System.Collections.Concurrent;
using Compose.Engine.Registry;

namespace Compose.Execution.Transfers;

/// <summary>So many transfers with one registry at one time, and no more: registries turn away those who storm them.</summary>
internal sealed class RegistryGates(int places)
{
    private readonly ConcurrentDictionary<string, SemaphoreSlim> _gates = new(StringComparer.Ordinal);

    /// <summary>Waits for a place; disposing of it gives it back.</summary>
    public async Task<IDisposable> EnterAsync(string reference, CancellationToken cancellationToken)
    {
        var gate = _gates.GetOrAdd(RegistryName.KeyOf(reference), _ => new SemaphoreSlim(places));
        await gate.WaitAsync(cancellationToken);
        return new Place(gate);
    }

    private sealed class Place(SemaphoreSlim gate) : IDisposable
    {
        public void Dispose() => gate.Release();
    }
}
