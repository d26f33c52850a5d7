using System.Globalization;
using System.IO.Pipelines;
using Compose.Engine;
using Compose.Engine.Errors;
using Compose.Engine.Gaps;
using Compose.Engine.Registry;
using Compose.Execution.Scheduling;
using Compose.Files.Model;
using Compose.Planning.Desired;
using Compose.Planning.Naming;

namespace Compose.Execution.Building;

/// <summary>One image by the engine's own builder. The context is streamed: it is never in memory, nor on disk a second time.</summary>
internal sealed class ClassicBuild(EngineClient engine, RunnerSettings settings, BuildOrder order, Service service)
{
    private readonly Build _build = service.Build!;
    private const int MaxTail = 12;
    private readonly Queue<string> _tail = new();
    private string _step = "";

    public async Task<OperationResult> RunAsync(StepRun run, CancellationToken cancellationToken)
    {
        BuildContext? context = null;
        try
        {
            if (BuildContextKind.IsLocal(_build.Context))
                context = BuildContext.Open(_build, NamedContexts());
            var query = Query(context, await CredentialsAsync(cancellationToken));
            return context is null ? await SendAsync(query, null, run, cancellationToken)
                : await StreamAsync(query, context, run, cancellationToken);
        }
        catch (EngineError error)
        {
            // The builder said no: with the instruction that it was at, and its place.
            return OperationResult.Failed(error.Message, [.. Place(context)]);
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            // A file of the context cannot be read, or there is no Dockerfile.
            return OperationResult.Failed($"unable to prepare context: {unreadable.Message}");
        }
    }

    private async Task<OperationResult> StreamAsync(
        BuildQuery query, BuildContext context, StepRun run, CancellationToken cancellationToken)
    {
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var pipe = new Pipe(new PipeOptions(pauseWriterThreshold: 1024 * 1024, resumeWriterThreshold: 512 * 1024));
        var writing = WriteAsync(context, pipe.Writer, ended.Token);
        try
        {
            return await SendAsync(query, pipe.Reader.AsStream(), run, cancellationToken);
        }
        finally
        {
            // An engine that has said no does not want the rest; the end of an archive is written whether that is cancelled or not, and
            // needs room.
            await ended.CancelAsync();
            await pipe.Reader.CompleteAsync();
            await writing;
        }
    }

    private static async Task WriteAsync(BuildContext context, PipeWriter writer, CancellationToken cancellationToken)
    {
        Exception? failure = null;
        try
        {
            await using var stream = writer.AsStream(leaveOpen: true);
            await context.WriteAsync(stream, cancellationToken);
        }
        catch (Exception unreadable)
        {
            // The sender of the context finds it where the rest should be.
            failure = unreadable;
        }

        await writer.CompleteAsync(failure);
    }

    private async Task<OperationResult> SendAsync(BuildQuery query, Stream? context, StepRun run, CancellationToken cancellationToken)
    {
        var partial = "";
        await foreach (var message in engine.BuildImageAsync(query, context, cancellationToken))
        {
            if (message.Stream is null)
                continue;
            partial += message.Stream;
            while (partial.IndexOf('\n') is >= 0 and var end)
            {
                Tell(partial[..end].TrimEnd('\r'), run);
                partial = partial[(end + 1)..];
            }
        }

        return OperationResult.Done;
    }

    private void Tell(string line, StepRun run)
    {
        // The builder colours what comes from standard error.
        line = line.Replace("\e[91m", "", StringComparison.Ordinal).Replace("\e[0m", "", StringComparison.Ordinal);
        if (line.StartsWith("Step ", StringComparison.Ordinal))
        {
            _step = line;
            _tail.Clear();
            run.Progress(line);
        }
        else if (line.Length > 0 && !line.StartsWith(" ---> ", StringComparison.Ordinal))
        {
            _tail.Enqueue(line);
            if (_tail.Count > MaxTail)
                _tail.Dequeue();
        }

        if (line.Length > 0)
            run.Output(line);
    }

    private BuildQuery Query(BuildContext? context, IReadOnlyDictionary<string, RegistryCredential> credentials) => new()
    {
        Remote = context is null ? _build.Context : null,
        Dockerfile = context?.DockerfileName ?? _build.Dockerfile,
        Target = _build.Target,
        NoCache = _build.NoCache || order.Flags.NoCache,
        Pull = _build.Pull || order.Flags.Pull,
        ForceRemove = true,
        NetworkMode = _build.Network,
        Platform = BuildPlatforms.Of(order, service).Platforms is [var platform, ..] ? platform : null,
        Isolation = _build.Isolation,
        ShmSize = _build.ShmSize > 0 ? _build.ShmSize : null,
        Memory = order.Flags.Memory > 0 ? order.Flags.Memory : null,
        Arguments = order.ArgumentsOf(service, settings.ProxyEnvironment).ToDictionary(item => item.Key, string? (item) => item.Value),
        Labels = order.LabelsOf(service).With(LabelNames.ImageBuilder, "classic")
            .ToDictionary(item => item.Key, string? (item) => item.Value),
        CacheFrom = [.. _build.CacheFrom.Where(source => !source.Contains("type=", StringComparison.Ordinal))],
        Ulimits = _build.Ulimits.Count == 0 ? null : [.. _build.Ulimits.Select(limit => Limit(limit.Key, limit.Value))],
        Tags = [.. order.TagsOf(service)],
        ExtraHosts = [.. _build.ExtraHosts.Select(host => host.IndexOf('=') is > 0 and var at ? $"{host[..at]}:{host[(at + 1)..]}" : host)],
        Credentials = credentials,
    };

    private static Docker.DotNet.Models.Ulimit Limit(string name, Ulimit limit) =>
        limit.Single is > 0 and var one
            ? new() { Name = name, Hard = one, Soft = one }
            : new() { Name = name, Hard = limit.Hard, Soft = limit.Soft };

    private Task<IReadOnlyDictionary<string, RegistryCredential>> CredentialsAsync(CancellationToken cancellationToken) =>
        settings.Credentials?.Invoke(cancellationToken)
            ?? Task.FromResult<IReadOnlyDictionary<string, RegistryCredential>>(new Dictionary<string, RegistryCredential>());

    /// <summary>Contexts that are images: this builder knows no named contexts, but it knows images.</summary>
    private Dictionary<string, string> NamedContexts()
    {
        var images = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var (name, context) in _build.AdditionalContexts)
        {
            if (context.StartsWith(BuildContexts.ServicePrefix, StringComparison.Ordinal))
                images[name] = ImageReference.Of(order.Project, order.Find(context[BuildContexts.ServicePrefix.Length..]));
            else if (context.StartsWith(BuildGates.ImagePrefix, StringComparison.Ordinal))
                images[name] = context[BuildGates.ImagePrefix.Length..];
        }

        return images;
    }

    /// <summary>The instruction that it was at with its place in the Dockerfile, and the last words of what it ran.</summary>
    private IEnumerable<string> Place(BuildContext? context)
    {
        // `Step 3/7 : RUN …`; its own labels come after the file's instructions.
        var number = _step.Split([' ', '/'], 3) is [_, var text, _]
            && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var step) ? step : 0;
        var excerpt = number > 0 && context is not null
            ? context.Excerpt(number, Path.GetFileName(_build.Dockerfile ?? "Dockerfile")).ToList() : [];
        return (excerpt.Count == 0 && _step.Length > 0 ? [_step] : excerpt).Concat(_tail);
    }
}
