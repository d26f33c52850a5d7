using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Xunit;

namespace Compose.Testing.Engine;

/// <summary>
/// A real engine for a test class or collection. Whatever a test makes carries <see cref="RunLabel"/> or belongs to a project named by
/// <see cref="NewProject"/>; both are removed at the end, and what a killed run left behind at the start of a later one.
/// </summary>
public sealed class EngineFixture : IAsyncLifetime
{
    public const string RunLabelName = "ncompose.test.run";
    private const string ProjectLabelName = "com.docker.compose.project";
    private const string ProjectPrefix = "nct-";
    private static readonly TimeSpan LeftoverAge = TimeSpan.FromHours(2);

    private readonly ConcurrentBag<string> _projects = [];
    private EngineSocket? _engine;
    private int _count;

    public string RunId { get; } = Guid.NewGuid().ToString("N")[..8];
    public string RunLabel => $"{RunLabelName}={RunId}";
    public EngineSocket Engine => _engine ?? throw new InvalidOperationException("The fixture was not initialized.");
    public string DockerHost => Engine.DockerHost;

    public async Task InitializeAsync()
    {
        _engine = await EngineSocket.ConnectAsync();
        await SweepLeftoversAsync();
    }

    public async Task DisposeAsync()
    {
        if (_engine is null)
            return;
        await SweepAsync(RunLabel);
        foreach (var project in _projects)
            await SweepProjectAsync(project);
        _engine.Dispose();
    }

    /// <summary>A project name that no other test has: scenarios run beside each other.</summary>
    public string NewProject(string hint = "")
    {
        var word = new string([.. hint.ToLowerInvariant().Where(char.IsAsciiLetterOrDigit).Take(12)]);
        var name = $"{ProjectPrefix}{RunId}-{Interlocked.Increment(ref _count)}{word}";
        _projects.Add(name);
        return name;
    }

    public Task SweepProjectAsync(string project) => SweepAsync($"{ProjectLabelName}={project}");

    private async Task SweepAsync(string label)
    {
        foreach (var container in await Engine.ContainersAsync(label))
            await Engine.DeleteAsync($"/containers/{container["Id"]}?force=1&v=1");
        // A container that removes itself may still be at it, and in its network.
        await Patience.UntilAsync(async () => (await Engine.ContainersAsync(label)).Count == 0, $"the containers of {label} are gone");
        foreach (var network in await Engine.NetworksAsync(label))
            await Engine.DeleteAsync($"/networks/{network["Id"]}");
        foreach (var volume in await Engine.VolumesAsync(label))
            await Engine.DeleteAsync($"/volumes/{Uri.EscapeDataString((string)volume["Name"]!)}?force=1");
    }

    private async Task SweepLeftoversAsync()
    {
        var oldest = DateTimeOffset.UtcNow - LeftoverAge;
        foreach (var container in await Engine.ContainersAsync())
        {
            if (IsOurs(container) && DateTimeOffset.FromUnixTimeSeconds((long)container["Created"]!) < oldest)
                await Engine.DeleteAsync($"/containers/{container["Id"]}?force=1&v=1");
        }

        foreach (var network in await Engine.NetworksAsync())
        {
            if (IsOurs(network) && DateTimeOffset.Parse((string)network["Created"]!) < oldest)
                await Engine.DeleteAsync($"/networks/{network["Id"]}");
        }

        foreach (var volume in await Engine.VolumesAsync())
        {
            if (IsOurs(volume) && volume["CreatedAt"] is { } created && DateTimeOffset.Parse((string)created!) < oldest)
                await Engine.DeleteAsync($"/volumes/{Uri.EscapeDataString((string)volume["Name"]!)}?force=1");
        }
    }

    private static bool IsOurs(JsonNode node) =>
        node["Labels"] is JsonObject labels
        && (labels.ContainsKey(RunLabelName) || ((string?)labels[ProjectLabelName])?.StartsWith(ProjectPrefix, StringComparison.Ordinal) == true);
}
