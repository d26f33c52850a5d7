using Compose.Files.Model;
using Compose.Watch.Rules;

namespace Compose.Cli.Commands.Watch;

/// <summary>What failed for one service. It is said once, and again when it fails after news.</summary>
internal sealed class FailureReports(WatchContext context, Service service)
{
    private readonly HashSet<string> _told = new(StringComparer.Ordinal);

    public void OnNews() => _told.Clear();

    public void Report(ServiceRule? rule, string? failure)
    {
        if (failure is not null && _told.Add(failure))
            context.Fail(service.Name, rule, failure);
    }
}
