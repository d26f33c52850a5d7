using System.Collections.Immutable;
using Compose.Watch.Rules;

namespace Compose.Cli.Commands.Watch;

/// <summary>Something that watch did or found out.</summary>
internal sealed record WatchEvent(WatchEventKind Kind)
{
    public string? Service { get; init; }

    /// <summary>The rule that caused it.</summary>
    public ServiceRule? Rule { get; init; }

    /// <summary>Paths of the host, as far as they are known.</summary>
    public ImmutableArray<string> Paths { get; init; } = [];

    public int Copied { get; init; }
    public int Deleted { get; init; }

    /// <summary>From the first change to the end of the action.</summary>
    public TimeSpan? Elapsed { get; init; }

    public string? Text { get; init; }

    public int Changes => Copied + Deleted;
}
