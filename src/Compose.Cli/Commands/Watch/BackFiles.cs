using Compose.Files.Model;
using Compose.Host;
using Compose.Watch.Rules;

namespace Compose.Cli.Commands.Watch;

/// <summary>The files of `back` of one service: what a container has written comes to the host.</summary>
internal sealed class BackFiles(WatchContext context, Service service, IReadOnlyList<ServiceRule> rules, ServiceContainers containers)
{
    /// <summary>Each look would find the same failure, so it is said once.</summary>
    private readonly Dictionary<(string Container, string Path), string> _told = [];

    public async Task FetchAsync(CancellationToken cancellationToken)
    {
        foreach (var rule in rules.Where(rule => !context.Run.IsDryRun && rule.Rule.IsSync && !rule.Rule.Back.IsEmpty))
            foreach (var path in rule.Rule.Back.Select(name => Path.Combine(rule.Root, name)))
                foreach (var container in await containers.CurrentAsync(cancellationToken))
                    Tell(container, rule, path, await TryAsync(container, rule, path, cancellationToken));
    }

    /// <summary>Null when there is nothing to complain of.</summary>
    private async Task<string?> TryAsync(SyncedContainer container, ServiceRule rule, string path, CancellationToken cancellationToken)
    {
        try
        {
            var fetched = await container.FetchAsync(rule, path, cancellationToken);
            if (fetched.Modified is not null)
                context.Output.On(new WatchEvent(WatchEventKind.FetchedBack) { Service = service.Name, Rule = rule, Text = path });
            return fetched.Failure;
        }
        catch (ReportedFailure failure) when (!cancellationToken.IsCancellationRequested)
        {
            containers.MarkStale();
            return failure.Sentence;
        }
    }

    private void Tell(SyncedContainer container, ServiceRule rule, string path, string? failure)
    {
        var key = (container.Row.Id, path);
        if (failure is null)
            _told.Remove(key);
        else if (!_told.TryGetValue(key, out var told) || told != failure)
            context.Fail(service.Name, rule, _told[key] = failure);
    }
}
