using System.Collections.Immutable;
using Compose.Cli.Context;
using Compose.Cli.Hosting;
using Compose.Execution.Queries;

namespace Compose.Cli.Commands.Swarm;

/// <summary>
/// `events` on a swarm: those of the stack's services, and on demand of its networks, configs and secrets and of the nodes.
/// </summary>
internal static class SwarmEvents
{
    private static readonly ImmutableArray<string> Kinds = ["config", "network", "node", "secret", "service"];

    public static async Task<int> RunAsync(
        CommandContext run, string stack, ImmutableArray<string> types, EventRequest request, Func<ProjectEvent, string> print)
    {
        if (types.FirstOrDefault(kind => kind != "all" && !Kinds.Contains(kind)) is { } unknown)
            return run.Reporter.Fail(
                $"a swarm has no events of the type \"{unknown}\"",
                $"types are {string.Join(", ", Kinds)} and all; `ps --all` lists tasks");
        ImmutableArray<string> kinds = types.IsEmpty ? ["service"] : types.Contains("all") ? Kinds : types;
        await using var feed = await run.Engine.StackEventsAsync(stack, request with { Kinds = kinds }, run.Stop);
        await foreach (var happened in feed.ReadAsync(run.Stop))
            run.Terminal.PrintLine(print(happened));
        run.Stop.ThrowIfCancellationRequested();
        return ExitCodes.Success;
    }
}
