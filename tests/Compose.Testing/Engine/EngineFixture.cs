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
    private static readonly TimeSpan RemovalLimit = TimeSpan.FromSeconds(30);

    private readonly ConcurrentBag<string> _projects = [];
    private EngineSocket? _engine;
    private int _count;

    public string RunId { get; } = Guid.NewGuid().ToString("N")[..8];
    public string RunLabel => $"{RunLabelName}={RunId}";
    public EngineSocket Engine => _engine ?? throw new InvalidOperationException("The fixture was not initialized.");
    private EngineSweep Sweep => new(Engine, EngineSweep.RunLeftovers);
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

    /// <summary>Removes everything with a label (<c>name=value</c>).</summary>
    public Task SweepAsync(string label) => Sweep.RemoveAsync(label, RemovalLimit);

    // Each thing gets one attempt here: what no earlier sweep could remove is not worth waiting for.
    private async Task SweepLeftoversAsync()
    {
        var oldest = DateTimeOffset.UtcNow - LeftoverAge;
        await Sweep.RemoveAsync(
            TimeSpan.Zero,
            (await Engine.ContainersAsync()).Where(
                container => IsOurs(container) && DateTimeOffset.FromUnixTimeSeconds((long)container["Created"]!) < oldest),
            async () => [.. (await Engine.NetworksAsync()).Where(network => IsOurs(network) && IsOlder(network["Created"], oldest))],
            async () => [.. (await Engine.VolumesAsync()).Where(volume => IsOurs(volume) && IsOlder(volume["CreatedAt"], oldest))]);
    }

    private static bool IsOlder(JsonNode? created, DateTimeOffset oldest) =>
        created is not null && DateTimeOffset.Parse((string)created!) < oldest;

    private static bool IsOurs(JsonNode node) =>
        node["Labels"] is JsonObject labels
        && (labels.ContainsKey(RunLabelName)
            || ((string?)labels[ProjectLabelName])?.StartsWith(ProjectPrefix, StringComparison.Ordinal) == true);
}
