using System.Collections.Immutable;
using Compose.Engine;
using Compose.Engine.Errors;
using Compose.Engine.Gaps;

namespace Compose.Execution.Queries;

/// <summary>The processes of a container as the engine's `ps` shows them.</summary>
public sealed record ProcessTable(ContainerRow Container, ImmutableArray<string> Titles, ImmutableArray<ImmutableArray<string>> Processes)
{
    internal static async Task<ImmutableArray<ProcessTable>> ReadAsync(
        EngineClient engine, IEnumerable<ContainerRow> containers, CancellationToken cancellationToken)
    {
        var tables = await Task.WhenAll(containers.Select(container => ReadAsync(engine, container, cancellationToken)));
        return [.. tables.OfType<ProcessTable>()];
    }

    private static async Task<ProcessTable?> ReadAsync(EngineClient engine, ContainerRow container, CancellationToken cancellationToken)
    {
        try
        {
            var top = await engine.TopContainerAsync(container.Id, cancellationToken: cancellationToken);
            var processes = top.Processes.OrEmpty().Select(process => process.ToImmutableArray());
            return new ProcessTable(container, [.. top.Titles.OrEmpty()], [.. processes]);
        }
        catch (EngineError error) when (error.Kind is EngineErrorKind.NotFound or EngineErrorKind.Conflict)
        {
            // It ended between the list and the question.
            return null;
        }
    }
}
