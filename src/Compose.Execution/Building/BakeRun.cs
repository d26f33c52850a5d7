using System.Text;
using System.Text.Json;
using Compose.Engine.Gaps;
using Compose.Execution.Plugins;
using Compose.Execution.Scheduling;
using Compose.Host;
using Compose.Host.Processes;

namespace Compose.Execution.Building;

/// <summary>
/// One `buildx bake` for all images of a run. Each build step of the plan waits for it; the first one starts it. Its log is the output of
/// the first step; without a log each step of the plan shows the step of the build that its image is at.
/// </summary>
internal sealed class BakeRun(BuildOrder order, RunnerSettings settings)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, StepRun> _steps = new(StringComparer.Ordinal);
    private Task<BakeResult>? _bake;

    /// <summary>How the image of a service came out.</summary>
    public async Task<OperationResult> BuildAsync(string service, StepRun run, CancellationToken cancellationToken)
    {
        Task<BakeResult> bake;
        lock (_gate)
        {
            _steps[service] = run;
            bake = _bake ??= RunAsync(run, cancellationToken);
        }

        var result = await bake.WaitAsync(cancellationToken);
        if (result.Failure is null)
            return result.Built.Contains(service) || order.Flags.Check ? OperationResult.Done
                : OperationResult.Failed($"build result not found in Bake metadata for service {service}");
        return result.FailedService == service || (result.FailedService is null && service == order.Services[0])
            ? OperationResult.Failed(result.Failure, [.. result.Details])
            : OperationResult.GivenUp;
    }

    private async Task<BakeResult> RunAsync(StepRun lead, CancellationToken cancellationToken)
    {
        // Not before every step of the plan has come by: what is told of an image is shown at its step.
        await Task.Yield();
        var file = BakeFile.Of(order, settings.ProxyEnvironment);
        var results = Path.Combine(Path.GetTempPath(), $"ncompose-build-{Guid.NewGuid():N}.json");
        IBakeLog log = order.PrintsLog ? new PlainBakeLog(lead.Output) : new BakeStatus(Progress(file));
        try
        {
            await using var child = ChildProcess.Start(new ChildStart(order.Buildx!, Arguments(file, results, log.Form))
            {
                WorkingDirectory = order.Project.Directory is { Length: > 0 } folder && Directory.Exists(folder) ? folder : null,
                Environment = Environment(file),
                RedirectInput = true,
                RedirectOutput = true,
                RedirectError = true,
            });
            await using var ending = cancellationToken.Register(child.Kill);
            var printing = PrintAsync(child.Output, cancellationToken);
            var reading = log.ReadAsync(child.Error, cancellationToken);
            await FeedAsync(child, file.Json, cancellationToken);
            await Task.WhenAll(printing, reading);
            var code = await child.WaitAsync(cancellationToken);
            cancellationToken.ThrowIfCancellationRequested();
            if (code != 0)
                return log.Failure(file);
            log.Finish();
            return BakeResult.Of(await ReadAsync(results, cancellationToken), file);
        }
        catch (IOException refusal)
        {
            // The program is there and cannot be run, or its results cannot be read.
            return new BakeResult { Failure = $"failed to execute bake: {refusal.Message}" };
        }
        finally
        {
            File.Delete(results);
        }
    }

    private List<string> Arguments(BakeFile file, string results, string progress)
    {
        var flags = order.Flags;
        var arguments = new List<string> { "bake", "--file", "-", "--progress", progress, "--metadata-file", results };
        foreach (var path in file.LocalPaths)
            arguments.AddRange(["--allow", "fs.read=" + path]);
        if (file.IsPrivileged)
            arguments.AddRange(["--allow", "security.insecure"]);
        if (flags.Sbom is { Length: > 0 } sbom)
            arguments.Add("--sbom=" + sbom);
        if (flags.Provenance is { Length: > 0 } provenance)
            arguments.Add("--provenance=" + provenance);
        if ((flags.Builder is { Length: > 0 } given ? given : order.Environment[EnvironmentNames.Builder]) is { Length: > 0 } builder)
            arguments.AddRange(["--builder", builder]);
        return arguments;
    }

    /// <summary>
    /// What docker's flags have set or removed, and the secrets. Nothing of the project names a variable here: buildx reads its
    /// configuration from them.
    /// </summary>
    private Dictionary<string, string?> Environment(BakeFile file)
    {
        var variables = DockerPlugins.Variables(order.Environment);
        foreach (var (name, value) in file.SecretVariables)
            variables[name] = value;
        return variables;
    }

    private Action<string, string> Progress(BakeFile file)
    {
        var services = file.Targets.ToDictionary(item => item.Value, item => item.Key, StringComparer.Ordinal);
        return (target, vertex) =>
        {
            StepRun? step;
            lock (_gate)
                step = target.Length == 0 && order.Services.Length == 1 ? _steps.GetValueOrDefault(order.Services[0])
                    : _steps.GetValueOrDefault(services.GetValueOrDefault(target, ""));
            step?.Progress(vertex);
        };
    }

    private async Task PrintAsync(Stream output, CancellationToken cancellationToken)
    {
        var buffer = new byte[16 * 1024];
        while (await output.ReadAsync(buffer, cancellationToken) is > 0 and var count)
            order.Print?.Invoke(buffer.AsMemory(0, count));
    }

    private static async Task FeedAsync(ChildProcess child, ReadOnlyMemory<byte> json, CancellationToken cancellationToken)
    {
        try
        {
            await child.Input.WriteAsync(json, cancellationToken);
            await child.Input.DisposeAsync();
        }
        catch (IOException)
        {
            // It ended without reading; its exit code and its lines say why.
        }
    }

    private static async Task<JsonDocument?> ReadAsync(string results, CancellationToken cancellationToken)
    {
        if (!File.Exists(results))
            return null;
        try
        {
            return JsonDocument.Parse(await File.ReadAllTextAsync(results, Encoding.UTF8, cancellationToken));
        }
        catch (JsonException)
        {
            // As good as no results: the caller says which image has none.
            return null;
        }
    }
}
