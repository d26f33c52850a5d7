using System.Globalization;
using Compose.Engine;
using Compose.Engine.Errors;
using Compose.Engine.Gaps;
using Compose.Execution.Observing;
using Compose.Files.Model;
using Compose.Planning.Naming;
using Docker.DotNet.Models;

namespace Compose.Execution.Logs;

/// <summary>
/// Something that happened to a container of the project. <paramref name="Restarting"/>: it has exited, and its restart policy is going to
/// start it again.
/// </summary>
public sealed record ContainerEvent(ContainerEventKind Kind, string Id, string Name, string Service, int ExitCode, bool Restarting)
{
    public NamedMap<string> Labels { get; init; } = NamedMap<string>.Empty;

    /// <summary>"exited with code 3", as it is printed.</summary>
    public string Sentence => $"exited with code {ExitCode.ToString(CultureInfo.InvariantCulture)}{(Restarting ? " (restarting)" : "")}";

    /// <summary>Null for what is of no interest, and for a container of `run`.</summary>
    internal static async Task<ContainerEvent?> OfAsync(EngineClient engine, Message happened, CancellationToken cancellationToken)
    {
        ContainerEventKind? kind = happened.Action switch
        {
            "create" => ContainerEventKind.Created,
            "start" => ContainerEventKind.Started,
            "die" => ContainerEventKind.Exited,
            "destroy" => ContainerEventKind.Removed,
            _ => null,
        };
        var facts = happened.Actor.Attributes.OrEmpty();
        if (kind is not { } known || facts.GetValueOrDefault(LabelNames.OneOff) == "True")
            return null;
        var code = int.TryParse(
            facts.GetValueOrDefault("exitCode"), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var exit) ? exit : 0;
        var restarting = known == ContainerEventKind.Exited && await IsRestartingAsync(engine, happened.Actor.ID, cancellationToken);
        return new ContainerEvent(
            known, happened.Actor.ID, facts.GetValueOrDefault("name") ?? "", facts.GetValueOrDefault(LabelNames.Service) ?? "", code,
            restarting)
        {
            Labels = Observer.Labels(facts),
        };
    }

    private static async Task<bool> IsRestartingAsync(EngineClient engine, string id, CancellationToken cancellationToken)
    {
        try
        {
            var state = (await engine.InspectContainerAsync(id, cancellationToken: cancellationToken)).State;
            return state is { Restarting: true } or { Running: true };
        }
        catch (EngineError error) when (error.Kind == EngineErrorKind.NotFound)
        {
            // Removed already.
            return false;
        }
    }
}
