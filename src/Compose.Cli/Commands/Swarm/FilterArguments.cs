using System.Collections.Immutable;
using Compose.Cli.CommandLine;

namespace Compose.Cli.Commands.Swarm;

/// <summary>`--filter NAME=VALUE` as docker reads it. Which names there are is the engine's to say.</summary>
internal static class FilterArguments
{
    public static string? Validate(IEnumerable<string> filters) =>
        filters.FirstOrDefault(filter => !filter.Contains('=', StringComparison.Ordinal)) is { } wrong
        ? $"invalid argument {GoSyntax.Quote(wrong)} for \"-f, --filter\" flag: bad format of filter (expected name=value)"
        : null;

    public static ImmutableArray<KeyValuePair<string, string>> Read(IEnumerable<string> filters) =>
    [
        .. filters.Select(filter => filter.Split('=', 2))
            .Select(parts => KeyValuePair.Create(parts[0].Trim().ToLowerInvariant(), parts[1].Trim())),
    ];
}
