using System.Collections.Concurrent;
using Compose.Testing.Engine;
using Compose.Testing.Specs;
using Xunit;

namespace Compose.Differential.Tests.Inspecting;

/// <summary>Runs the cases ahead of the tests that ask, several at a time: most of their time is the engine's.</summary>
public sealed class InspectRuns : IAsyncLifetime
{
    internal const string BeforeLabel = "ncompose.test.before";
    internal static readonly SpecFolder Folder = new("tests/Compose.Differential.Tests/inspect");
    private const int AtOnce = 6;

    /// <summary>Words of the cases to run, divided by `|`: for working on some of them.</summary>
    private static readonly string[]? Wanted = Environment.GetEnvironmentVariable("NCOMPOSE_INSPECT") is { Length: > 0 } words
        ? words.Split('|') : null;

    private static readonly SemaphoreSlim Slots = new(AtOnce);

    private readonly EngineFixture _fixture = new();
    private readonly ConcurrentDictionary<string, Lazy<Task<string?>>> _runs = new(StringComparer.Ordinal);
    private Task _ahead = Task.CompletedTask;
    private int _asked;
    private volatile bool _isEnding;

    internal static bool IsWanted(SpecCase @case) => Wanted?.Any(word => @case.Id.Contains(word, StringComparison.Ordinal)) ?? true;

    public Task InitializeAsync() => _fixture.InitializeAsync();

    public async Task DisposeAsync()
    {
        _isEnding = true;
        await _ahead;
        await _fixture.DisposeAsync();
    }

    /// <summary>One question is answered alone; the second one says that all will be asked.</summary>
    internal Task<string?> Of(SpecCase @case)
    {
        if (Interlocked.Increment(ref _asked) == 2)
            _ahead = Parallel.ForEachAsync(
                Folder.Cases.Where(IsWanted), new ParallelOptions { MaxDegreeOfParallelism = AtOnce },
                async (next, _) => await (_isEnding ? Task.CompletedTask : Begin(next)));
        return Begin(@case);
    }

    private Task<string?> Begin(SpecCase @case) => _runs.GetOrAdd(@case.Id, _ => new Lazy<Task<string?>>(() => RunAsync(@case))).Value;

    private async Task<string?> RunAsync(SpecCase @case)
    {
        await Slots.WaitAsync();
        try
        {
            var project = _fixture.NewProject("inspect");
            return await InspectRun.OfAsync(new InspectCase(@case), _fixture.Engine, project, () => SweepAsync(project));
        }
        finally
        {
            Slots.Release();
        }
    }

    private async Task SweepAsync(string project)
    {
        await _fixture.SweepProjectAsync(project);
        await _fixture.SweepAsync($"{BeforeLabel}={project}");
    }
}
