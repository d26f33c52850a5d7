using System.Runtime.CompilerServices;
using Compose.Engine;
using Compose.Engine.Gaps;
using Compose.Engine.Swarm;
using Compose.Engine.Transport;
using Compose.Execution.Queries;
using Compose.Files.Model;
using Docker.DotNet.Models;

namespace Compose.Execution.Swarm;

/// <summary>
/// Events of a stack. They have no labels, so what belongs to the stack is known by its name: those that are there at the start, and those
/// that begin with the name of the stack. Swarms have no events of tasks.
/// </summary>
public sealed class StackEvents : IAsyncDisposable
{
    private const string Node = "node";
    private readonly EventStream _stream;
    private readonly string _stack;
    private readonly EventRequest _request;
    private readonly HashSet<string> _names;

    private StackEvents(EventStream stream, string stack, EventRequest request, HashSet<string> names) =>
        (_stream, _stack, _request, _names) = (stream, stack, request, names);

    internal static async Task<StackEvents> OpenAsync(
        EngineClient engine, string stack, EventRequest request, CancellationToken cancellationToken)
    {
        var filters = request.Kinds.Aggregate(new Filters(), (all, kind) => all.Add("type", kind)).Add("scope", "swarm");
        var stream = await engine.OpenEventsAsync(filters, request.Since, request.Until, cancellationToken);
        var found = await SwarmReader.ReadAsync(engine, stack, cancellationToken: cancellationToken);
        HashSet<string> names =
        [
            .. found.Services.Select(service => service.Spec?.Name ?? ""), .. found.Networks.Select(network => network.Name),
            .. found.Configs.Select(config => config.Spec.Name ?? ""), .. found.Secrets.Select(secret => secret.Spec.Name ?? ""),
        ];
        return new StackEvents(stream, stack, request, names);
    }

    public async IAsyncEnumerable<ProjectEvent> ReadAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var happened in _stream.WithCancellation(cancellationToken))
        {
            var facts = happened.Actor.Attributes.OrEmpty();
            var name = facts.GetValueOrDefault("name") ?? "";
            var service = happened.Type == "service"
                && name.StartsWith(_stack + "_", StringComparison.Ordinal) ? name[(_stack.Length + 1)..] : "";
            if (IsWanted(happened, name, service))
                yield return new ProjectEvent(
                    happened.Type, service, happened.Actor.ID, happened.Action, happened.TimeNano ?? happened.Time * 1_000_000_000 ?? 0,
                    new NamedMap<string>(facts));
        }

        if (_request.Until is null)
            throw EventStream.Ended();
    }

    public ValueTask DisposeAsync() => _stream.DisposeAsync();

    private bool IsWanted(Message happened, string name, string service) =>
        (happened.Type == Node || _names.Contains(name) || name.StartsWith(_stack + "_", StringComparison.Ordinal))
        && (_request.Services.IsEmpty || _request.Services.Contains(service));
}
