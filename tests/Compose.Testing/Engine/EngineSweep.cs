using System.Text.Json.Nodes;

namespace Compose.Testing.Engine;

/// <summary>
/// Removes from the engine what tests made. Something that the engine does not remove in time is listed in a file and the sweep goes on:
/// Moby can keep an endpoint of a container that is gone, and its network is then stuck until the engine restarts.
/// </summary>
public sealed class EngineSweep(EngineSocket engine, string leftovers)
{
    private static readonly Lock Writing = new();
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    /// <summary>The file in which a run of the tests lists what stayed on the engine.</summary>
    public static string RunLeftovers => RepositoryRoot.Combine("artifacts", "test", "leftovers.txt");

    /// <summary>Removes everything with a label (<c>name=value</c>).</summary>
    public async Task RemoveAsync(string label, TimeSpan limit) =>
        await RemoveAsync(limit, await engine.ContainersAsync(label), () => engine.NetworksAsync(label), () => engine.VolumesAsync(label));

    /// <summary>Waits for removals under way: a container that is being removed keeps its network and volumes until it is gone.</summary>
    public async Task RemoveAsync(
        TimeSpan limit, IEnumerable<JsonNode> containers, Func<Task<IReadOnlyList<JsonNode>>> networks,
        Func<Task<IReadOnlyList<JsonNode>>> volumes)
    {
        foreach (var container in containers)
            await RemoveAsync(
                limit, "container", (string?)container["Names"]?[0] ?? (string)container["Id"]!,
                $"/containers/{container["Id"]}?force=1&v=1");
        foreach (var network in await networks())
            await RemoveAsync(limit, "network", (string)network["Name"]!, $"/networks/{network["Id"]}");
        foreach (var volume in await volumes())
            await RemoveAsync(
                limit, "volume", (string)volume["Name"]!, $"/volumes/{Uri.EscapeDataString((string)volume["Name"]!)}?force=1");
    }

    private async Task RemoveAsync(TimeSpan limit, string kind, string name, string path)
    {
        var end = DateTimeOffset.UtcNow + limit;
        while (await engine.TryDeleteAsync(path) is { } refusal)
        {
            if (DateTimeOffset.UtcNow >= end)
            {
                Note($"{kind} {name}: {refusal.ReplaceLineEndings(" ")}");
                return;
            }

            await Task.Delay(Pause);
        }
    }

    private void Note(string leftover)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(leftovers)!);
        // Fixtures of several classes sweep at the same time.
        lock (Writing)
            File.AppendAllText(leftovers, leftover + "\n");
    }
}
