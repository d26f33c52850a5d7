using Compose.Testing;
using Compose.Testing.Engine;
using Compose.Testing.Scenarios;
using FluentAssertions;

namespace Compose.EndToEnd.Tests.Examples;

/// <summary>
/// An example as its reader would use it: up, what it promises, a second up that changes nothing, a down that leaves nothing. Several
/// examples run beside each other, each in a copy of its folder with a project name and ports of its own.
/// </summary>
internal sealed class Example
{
    private static readonly HttpClient Http = new() { Timeout = TimeSpan.FromMinutes(1) };
    private readonly Scenario _scenario;

    private Example(Scenario scenario) => _scenario = scenario;

    public Scenario Scenario => _scenario;

    public static Task RunAsync(
        EngineFixture fixture, string name, Func<Example, Task> check, Action<Dictionary<string, string>>? environment = null) =>
        Scenario.RunAsync(fixture, name, async scenario =>
        {
            var example = new Example(scenario);
            Copy(RepositoryRoot.Combine("examples", name), scenario.Folder);
            environment?.Invoke(scenario.Environment);
            await scenario.Ncompose("up", "-d", "--wait");
            await check(example);

            await scenario.Ncompose("up", "-d");
            var before = await example.Ids();
            await scenario.Ncompose("up", "-d");
            (await example.Ids()).Should().Equal(before, "nothing has changed");

            await scenario.Ncompose("--profile", "*", "down", "-v");
            await example.IsGone();
        });

    /// <summary>The first of some free ports in a row; no other test on this machine gets one of them.</summary>
    public static int FreePorts(int count = 1) => ReservedPorts.Take(count);

    /// <summary>A page of the example. A container that has been started does not listen yet.</summary>
    public static async Task<string> PageAsync(int port)
    {
        for (var patience = DateTimeOffset.UtcNow.AddMinutes(2); ; await Task.Delay(100))
        {
            try
            {
                using var response = await Http.GetAsync(new Uri($"http://127.0.0.1:{port}/"));
                if (response.IsSuccessStatusCode || DateTimeOffset.UtcNow > patience)
                    return (await response.EnsureSuccessStatusCode().Content.ReadAsStringAsync()).Trim();
            }
            catch (HttpRequestException e) when (e.StatusCode is null && DateTimeOffset.UtcNow < patience)
            {
                // Nothing listens.
            }
            catch (TaskCanceledException) when (DateTimeOffset.UtcNow < patience)
            {
                // A proxy in between waits for a server that does not listen.
            }
        }
    }

    /// <summary>Runs a program in the service's one container.</summary>
    public async Task<(int ExitCode, string Output)> Exec(string service, params string[] command)
    {
        var (code, output) = await _scenario.Engine.ExecAsync((string)(await _scenario.Container(service))["Id"]!, command);
        return (code, output.Trim());
    }

    public async Task<IReadOnlyList<string>> Ids() =>
        [.. (await _scenario.Containers()).Select(container => (string)container["Id"]!).Order(StringComparer.Ordinal)];

    private async Task IsGone()
    {
        var label = $"com.docker.compose.project={_scenario.Project}";
        (await _scenario.Containers()).Should().BeEmpty();
        (await _scenario.Engine.NetworksAsync(label)).Should().BeEmpty();
        (await _scenario.Engine.VolumesAsync(label)).Should().BeEmpty();
    }

    private static void Copy(string from, string to)
    {
        foreach (var file in Directory.EnumerateFiles(
            from, "*", new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.None }))
        {
            var target = Path.Combine(to, Path.GetRelativePath(from, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(file, target);
        }
    }
}
