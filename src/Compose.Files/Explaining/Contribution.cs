using System.Collections.Immutable;
using Compose.Files.Text;
using Compose.Files.Yaml;

namespace Compose.Files.Explaining;

/// <summary>The value of one file at a path, and its effect.</summary>
public sealed record Contribution(ContributionKind Kind, YamlNode Value, SourceSpan Span)
{
    /// <summary>The rule by which it met what was there before: "replaced", "merged key by key", "appended".</summary>
    public required string Rule { get; init; }

    /// <summary>The service that it was extended from, when it was.</summary>
    public bool Extended { get; init; }

    public ImmutableArray<UsedVariable> Variables { get; init; } = [];

    /// <summary>It is what counts in the end.</summary>
    public bool Wins { get; init; }
}
