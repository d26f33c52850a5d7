using Compose.Testing.Engine;

namespace Compose.Benchmarks.Lifecycle;

/// <summary>One project of a case on the engine, for one program.</summary>
internal sealed record Stack(EngineSocket Engine, string Project, string Directory)
{
    public string Label => $"com.docker.compose.project={Project}";

    public void Write(string composeFile) => File.WriteAllText(Path.Combine(Directory, "compose.yaml"), composeFile);

    public async Task<int> RunningAsync() =>
        (await Engine.ContainersAsync(Label)).Count(container => (string?)container["State"] == "running");

    /// <summary>Fails the benchmark: a program that does nothing is fast.</summary>
    public async Task DemandRunningAsync(int count)
    {
        var running = await RunningAsync();
        if (running != count)
            throw new InvalidOperationException($"{Project}: {running} containers are running, not {count}.");
    }

    public async Task DemandNothingAsync()
    {
        var left = (await Engine.ContainersAsync(Label)).Count + (await Engine.NetworksAsync(Label)).Count;
        if (left > 0)
            throw new InvalidOperationException($"{Project}: {left} containers and networks are left.");
    }

    public async Task SweepAsync()
    {
        await Task.WhenAll(
            (await Engine.ContainersAsync(Label)).Select(container => Engine.DeleteAsync($"/containers/{container["Id"]}?force=1&v=1")));
        foreach (var network in await Engine.NetworksAsync(Label))
            await Engine.DeleteAsync($"/networks/{network["Id"]}");
    }
}
