using System.Text;
using System.Text.Json.Nodes;
using Compose.Testing.Engine;
using Compose.Testing.Processes;

namespace Compose.Testing.Scenarios;

/// <summary>
/// An end-to-end test: an intent, steps that run the native binary in a folder of its own, and observations through the engine. When it
/// fails, a folder under artifacts/failures holds the files, the transcript, the engine's events and every container's log.
/// </summary>
public sealed class Scenario
{
    private readonly EngineFixture _fixture;
    private readonly StringBuilder _transcript = new();
    private readonly DateTimeOffset _begun = DateTimeOffset.UtcNow;

    private Scenario(EngineFixture fixture, string intent, string folder)
    {
        _fixture = fixture;
        Intent = intent;
        Folder = folder;
        Project = fixture.NewProject(intent);
        Environment = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["PATH"] = System.Environment.GetEnvironmentVariable("PATH") ?? "/usr/bin:/bin",
            ["HOME"] = folder,
            ["DOCKER_HOST"] = fixture.DockerHost,
            ["COMPOSE_PROJECT_NAME"] = Project,
        };
    }

    public string Intent { get; }

    /// <summary>The project folder: where files are written and programs run.</summary>
    public string Folder { get; }

    public string Project { get; }
    public EngineSocket Engine => _fixture.Engine;

    /// <summary>What the programs see; nothing of the test process's own environment but PATH.</summary>
    public Dictionary<string, string> Environment { get; }

    public static async Task RunAsync(EngineFixture fixture, string intent, Func<Scenario, Task> steps)
    {
        var folder = Path.Combine(Path.GetTempPath(), "ncompose-scenarios", Guid.NewGuid().ToString("N")[..12]);
        Directory.CreateDirectory(folder);
        var scenario = new Scenario(fixture, intent, folder);
        try
        {
            await steps(scenario);
        }
        catch (Exception e)
        {
            var kept = await scenario.KeepAsync(e);
            throw new InvalidOperationException($"Scenario failed: {intent}\n{e.Message}\nKept in {kept}", e);
        }
        finally
        {
            await fixture.SweepProjectAsync(scenario.Project);
            await RemoveAsync(folder);
        }
    }

    public void File(string name, string content)
    {
        var path = Path.Combine(Folder, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        System.IO.File.WriteAllText(path, content);
        _transcript.AppendLine($"# {name}").AppendLine(content);
    }

    /// <summary>Runs ncompose and demands success.</summary>
    public async Task<ProcessRun> Ncompose(params string[] arguments) => Succeeded(await Try(arguments));

    /// <summary>Runs ncompose, whatever its exit code.</summary>
    public Task<ProcessRun> Try(params string[] arguments) => RunAsync(RequiredProgram.Ncompose, arguments);

    /// <summary>Runs ncompose and kills it with SIGKILL when it has not ended by then; false when it had.</summary>
    public async Task<bool> KilledAfter(TimeSpan time, params string[] arguments)
    {
        try
        {
            var run = await ProcessRun.RunAsync(RequiredProgram.Ncompose, arguments, Folder, Environment, limit: time);
            _transcript.AppendLine(run.ToString());
            return false;
        }
        catch (TimeoutException killed)
        {
            // This is what was wanted.
            _transcript.AppendLine($"{killed.Message}[killed after {time.TotalMilliseconds:0} ms]");
            return true;
        }
    }

    /// <summary>Runs Docker Compose on the same project and demands success.</summary>
    public async Task<ProcessRun> Peer(params string[] arguments) => Succeeded(await RunAsync(RequiredProgram.Peer, arguments));

    /// <summary>The containers of the project, or of one of its services.</summary>
    public Task<IReadOnlyList<JsonNode>> Containers(string? service = null) =>
        Engine.ContainersAsync(
            [$"com.docker.compose.project={Project}", .. service is null ? Array.Empty<string>()
                : [$"com.docker.compose.service={service}"]]);

    /// <summary>The one container of a service, as inspect shows it.</summary>
    public async Task<JsonNode> Container(string service)
    {
        var all = await Containers(service);
        if (all.Count != 1)
            throw new InvalidOperationException($"Service {service} has {all.Count} containers, not one.");
        return await Engine.InspectAsync((string)all[0]["Id"]!);
    }

    /// <summary>The newest version that the engine speaks; 20.10 speaks 1.41.</summary>
    public async Task<Version> ApiVersion() => Version.Parse((string)(await Engine.GetAsync("/version"))["ApiVersion"]!);

    private async Task<ProcessRun> RunAsync(string program, string[] arguments)
    {
        var run = await ProcessRun.RunAsync(program, arguments, Folder, Environment);
        _transcript.AppendLine(run.ToString());
        return run;
    }

    /// <summary>A shell whose terminal has gone may still write its history, or a container's mount a last file.</summary>
    private static Task RemoveAsync(string folder) => Eventually.UntilAsync(
        () =>
        {
            try
            {
                Directory.Delete(folder, recursive: true);
            }
            catch (DirectoryNotFoundException)
            {
                // That is what was wanted.
            }
            catch (IOException)
            {
                // Something came into it meanwhile.
            }

            return !Directory.Exists(folder);
        },
        $"{folder} can be removed");

    private static ProcessRun Succeeded(ProcessRun run) =>
        run.Succeeded ? run : throw new InvalidOperationException($"This was to succeed:\n{run}");

    private async Task<string> KeepAsync(Exception failure)
    {
        var name = new string([.. Intent.Select(c => char.IsAsciiLetterOrDigit(c) ? c : '-')]);
        var folder = RepositoryRoot.Combine("artifacts", "failures", $"{name[..Math.Min(name.Length, 60)]}-{Project}");
        Directory.CreateDirectory(folder);
        await System.IO.File.WriteAllTextAsync(Path.Combine(folder, "transcript.txt"), $"{Intent}\n\n{_transcript}\n{failure}\n");
        try
        {
            var label = $"com.docker.compose.project={Project}";
            await System.IO.File.WriteAllTextAsync(
                Path.Combine(folder, "events.jsonl"), await Engine.EventsAsync(_begun, DateTimeOffset.UtcNow, label));
            foreach (var container in await Containers())
            {
                var id = (string)container["Id"]!;
                var file = ((string?)container["Names"]?[0] ?? id).Trim('/');
                await System.IO.File.WriteAllTextAsync(Path.Combine(folder, file + ".log"), await Engine.LogsAsync(id));
                await System.IO.File.WriteAllTextAsync(
                    Path.Combine(folder, file + ".json"), (await Engine.InspectAsync(id)).ToJsonString());
            }
        }
        catch (HttpRequestException e)
        {
            await System.IO.File.AppendAllTextAsync(
                Path.Combine(folder, "transcript.txt"), $"The engine could not be asked any more: {e.Message}\n");
        }

        return Path.GetRelativePath(RepositoryRoot.Path, folder);
    }
}
