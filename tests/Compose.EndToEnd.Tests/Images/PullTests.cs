using Compose.Testing;
using Compose.Testing.Engine;
using Compose.Testing.Scenarios;
using FluentAssertions;
using Xunit;

namespace Compose.EndToEnd.Tests.Images;

/// <summary>Pulling from a real registry that is not always in the mood.</summary>
public sealed class PullTests(EngineFixture fixture) : IClassFixture<EngineFixture>, IAsyncLifetime
{
    private LocalRegistry _registry = null!;

    public async Task InitializeAsync() => _registry = await LocalRegistry.StartAsync(fixture);

    public async Task DisposeAsync() => await _registry.DisposeAsync();

    [Fact]
    public Task An_image_of_fifty_services_is_asked_for_once() => Run("once", async (scenario, proxy) =>
    {
        scenario.File(
            "compose.yaml",
            "services:\n" + string.Concat(Enumerable.Range(0, 50).Select(i => $"  s{i}: {{image: '{proxy.Address}/t/once:1'}}\n")));
        await scenario.PushAsync($"{_registry.Address}/t/once", "1");
        await scenario.Ncompose("pull");
        proxy.CountOf("/t/once/manifests/1").Should().BeInRange(1, 2, "the engine asks with HEAD or GET, and we ask the engine once");
        await scenario.RemoveImageAsync($"{proxy.Address}/t/once:1");
    });

    [Fact]
    public Task A_registry_that_is_busy_is_asked_again() => Run("busy", async (scenario, proxy) =>
    {
        await scenario.PushAsync($"{_registry.Address}/t/busy", "1");
        var asked = 0;
        proxy.Answer = request => !request.Contains("/t/busy/manifests/", StringComparison.Ordinal) ? null
            : Interlocked.Increment(ref asked) switch
            {
                1 => UnreliableProxy.Refusal(429, "TOOMANYREQUESTS", "slow down", "Retry-After: 1\r\n"),
                2 => UnreliableProxy.Refusal(500, "UNKNOWN", "it hurts"),
                _ => null,
            };
        scenario.File("compose.yaml", $"services: {{a: {{image: '{proxy.Address}/t/busy:1'}}}}\n");
        var run = await scenario.Ncompose("pull");
        run.Error.Should().Contain("again in").And.Contain("Pulled");
        (await scenario.ImageAsync($"{proxy.Address}/t/busy:1")).Should().NotBeNull();
        await scenario.RemoveImageAsync($"{proxy.Address}/t/busy:1");
    });

    [Fact]
    public Task A_layer_that_is_cut_off_half_way_is_fetched_again() => Run("cut", async (scenario, proxy) =>
    {
        // Of its own content: a layer that the engine has is not fetched.
        scenario.File("own/Dockerfile", "FROM scratch\nCOPY data /data\n");
        scenario.File("own/data", string.Concat(Enumerable.Range(0, 40_000).Select(i => Guid.NewGuid().ToString())));
        scenario.Environment["DOCKER_BUILDKIT"] = "0";
        scenario.File("own.yaml", $"services: {{it: {{image: '{_registry.Address}/t/cut:1', build: own}}}}\n");
        await scenario.Ncompose("-f", "own.yaml", "build", "-q");
        await scenario.Ncompose("-f", "own.yaml", "push", "-q");
        await scenario.RemoveImageAsync($"{_registry.Address}/t/cut:1");
        var cuts = 0;
        proxy.Cut = request => request.Contains("/blobs/", StringComparison.Ordinal) && Interlocked.Increment(ref cuts) <= 2 ? 5000 : null;
        scenario.File("compose.yaml", $"services: {{a: {{image: '{proxy.Address}/t/cut:1'}}}}\n");
        await scenario.Ncompose("pull");
        cuts.Should().BeGreaterThan(1);
        (await scenario.ImageAsync($"{proxy.Address}/t/cut:1")).Should().NotBeNull();
        await scenario.RemoveImageAsync($"{proxy.Address}/t/cut:1");
    });

    [Fact]
    public Task Services_that_do_not_need_the_pull_start_during_it() => Run("meanwhile", async (scenario, proxy) =>
    {
        await scenario.PushAsync($"{_registry.Address}/t/slow", "1");
        var release = new TaskCompletionSource();
        proxy.Hold = request => request.Contains("/t/slow/", StringComparison.Ordinal) ? release.Task : Task.CompletedTask;
        scenario.File("compose.yaml", $$"""
            services:
              slow: {image: '{{proxy.Address}}/t/slow:1', command: sleep 600, init: true}
              after: {image: busybox, command: sleep 600, init: true, depends_on: [slow]}
              quick: {image: busybox, command: sleep 600, init: true}
            """);
        var up = scenario.Ncompose("up", "-d");
        await Eventually.UntilAsync(
            async () => (await scenario.Containers("quick")).Any(container => (string?)container["State"] == "running"), "quick runs", up);
        (await scenario.Containers("after")).Where(container => (string?)container["State"] == "running").Should()
            .BeEmpty("it waits for the service whose image is on its way");
        release.SetResult();
        await up;
        (await scenario.Containers()).Should().HaveCount(3);
        await scenario.Ncompose("down", "-t", "0");
        await scenario.RemoveImageAsync($"{proxy.Address}/t/slow:1");
    });

    [Fact]
    public Task Policies_decide_when_the_registry_is_asked() => Run("policies", async (scenario, proxy) =>
    {
        // Of its own content: the engine knows of no name that this was ever given.
        scenario.ChooseBuilder(buildx: false);
        scenario.File(
            "fresh.yaml", "services: {fresh: {build: {context: ., dockerfile_inline: \"FROM busybox\\nRUN echo $$RANDOM > /fresh\"}}}\n");
        await scenario.Ncompose("-f", "fresh.yaml", "build", "-q", "--no-cache");
        foreach (var name in new[] { "always", "missing", "hourly" })
            await scenario.PushAsync($"{_registry.Address}/t/{name}", "1", $"{scenario.Project}-fresh");
        await scenario.RemoveImageAsync($"{scenario.Project}-fresh");
        scenario.File("compose.yaml", $$"""
            services:
              always: {image: '{{proxy.Address}}/t/always:1', pull_policy: always, command: "true"}
              missing: {image: '{{proxy.Address}}/t/missing:1', command: "true"}
              hourly: {image: '{{proxy.Address}}/t/hourly:1', pull_policy: every_1h, command: "true"}
            """);
        await scenario.Ncompose("create");
        Asked().Should().BeEquivalentTo("always", "missing", "hourly");
        await scenario.Ncompose("create");
        Asked().Should().BeEquivalentTo("always");
        await scenario.Ncompose("create", "--pull", "always");
        Asked().Should().BeEquivalentTo("always", "missing", "hourly");
        await scenario.Ncompose("pull", "--policy", "missing");
        Asked().Should().BeEmpty();
        await scenario.Ncompose("pull");
        Asked().Should().BeEquivalentTo("always", "missing", "hourly");

        foreach (var name in new[] { "always", "missing", "hourly" })
            await scenario.RemoveImageAsync($"{proxy.Address}/t/{name}:1");
        scenario.File("never.yaml", $"services: {{n: {{image: '{proxy.Address}/t/missing:1', pull_policy: never}}}}\n");
        var run = await scenario.Try("-f", "never.yaml", "up", "-d");
        run.ExitCode.Should().Be(1);
        run.Error.Should().Contain($"No such image: {proxy.Address}/t/missing:1").And.Contain("never.yaml:1");
        Asked().Should().BeEmpty();

        List<string> Asked()
        {
            var names = proxy.Requests.Where(request => request.Contains("/manifests/", StringComparison.Ordinal))
                .Select(request => request.Split('/')[3]).Distinct().ToList();
            proxy.Requests.Clear();
            return names;
        }
    });

    [Fact]
    public Task A_missing_image_is_one_error_and_leaves_nothing() => Run("unknown", async (scenario, proxy) =>
    {
        await scenario.PushAsync($"{_registry.Address}/t/known", "1");
        scenario.File("compose.yaml", $$"""
            services:
              known: {image: '{{proxy.Address}}/t/known:1'}
              unknown: {image: '{{proxy.Address}}/t/unknown:1'}
              nowhere: {image: '127.0.0.1:1/t/nowhere:1'}
            """);
        var run = await scenario.Try("pull");
        run.ExitCode.Should().Be(1);
        run.Error.Should()
            .Contain("/t/unknown:1 not found").And.Contain("connection refused").And.Contain("the engine cannot reach the registry");
        (await scenario.ImageAsync($"{proxy.Address}/t/known:1")).Should()
            .NotBeNull("another image's failure is no reason to give up this one");
        (await scenario.Try("pull", "--ignore-pull-failures")).ExitCode.Should().Be(0);

        scenario.File("alone.yaml", $"services: {{a: {{image: '{proxy.Address}/t/unknown:1'}}}}\n");
        (await scenario.Try("-f", "alone.yaml", "up", "-d")).ExitCode.Should().Be(1);
        (await scenario.Engine.NetworksAsync($"com.docker.compose.project={scenario.Project}")).Should().BeEmpty();
        await scenario.RemoveImageAsync($"{proxy.Address}/t/known:1");
    });

    private Task Run(string intent, Func<Scenario, UnreliableProxy, Task> steps) => Scenario.RunAsync(fixture, intent, async scenario =>
    {
        await using var proxy = new UnreliableProxy(_registry);
        await steps(scenario, proxy);
    });
}
