using Compose.Engine.Gaps;
using Compose.Files.Model;
using Compose.Planning.Naming;
using Docker.DotNet.Models;

namespace Compose.Execution.Queries;

/// <summary>
/// Something that happened to a part of a project. The labels of Docker Compose and of ncompose are not among the attributes.
/// </summary>
public sealed record ProjectEvent(string Kind, string Service, string Id, string Action, long Nanoseconds, NamedMap<string> Attributes)
{
    private const string LabelPrefix = "com.docker.compose.";

    /// <summary>Null for a container of `run`.</summary>
    internal static ProjectEvent? Of(Message happened)
    {
        var facts = happened.Actor.Attributes.OrEmpty();
        if (facts.GetValueOrDefault(LabelNames.OneOff) == "True")
            return null;
        return new ProjectEvent(
            happened.Type, facts.GetValueOrDefault(LabelNames.Service) ?? "", happened.Actor.ID, happened.Action,
            happened.TimeNano ?? happened.Time * 1_000_000_000 ?? 0,
            new NamedMap<string>(
                facts.Where(
                    fact => !fact.Key.StartsWith(LabelPrefix, StringComparison.Ordinal)
                        && !fact.Key.StartsWith(LabelNames.OwnPrefix, StringComparison.Ordinal))));
    }
}
