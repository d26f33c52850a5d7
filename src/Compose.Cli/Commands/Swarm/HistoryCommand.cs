using System.Collections.Immutable;
using System.Globalization;
using Compose.Cli.CommandLine;
using Compose.Cli.Context;
using Compose.Cli.Hosting;
using Compose.Cli.Rendering.Tables;
using Compose.Cli.Rendering.Templates;
using Compose.Planning.Swarm.Releases;

namespace Compose.Cli.Commands.Swarm;

/// <summary>`history`: the releases of the stack that the swarm keeps.</summary>
internal static class HistoryCommand
{
    private const string Table = "{{.Release}}\t{{.Created}}\t{{.By}}\t{{.Services}}\t{{.Changes}}";

    private static readonly Dictionary<string, string> Heads = new(StringComparer.Ordinal)
    {
        ["By"] = "BY",
        ["Changes"] = "CHANGES",
        ["Created"] = "CREATED",
        ["CreatedAt"] = "CREATED AT",
        ["Release"] = "RELEASE",
        ["Services"] = "SERVICES",
    };

    public static CommandSpec Build()
    {
        var format = Flag.Text("--format", null, FormatHelp.Text);
        var quiet = Flag.Switch("--quiet", "-q", "Only display the numbers");
        return new CommandSpec("history", "List the releases of the stack on a swarm")
        {
            KnowsSwarm = true,
            OperandRule = OperandRule.None,
            Examples =
            [
                new("What was deployed when, and by whom", "ncompose history"),
                new("For a program", "ncompose history --format json"),
            ],
            Run = call => CommandContext.With(call, run => RunAsync(run, call.Value(quiet) ? "{{.Release}}" : call.Value(format))),
        }.With(format, quiet);
    }

    private static async Task<int> RunAsync(CommandContext run, string format)
    {
        if (await StackReleases.OfAsync(run) is not var (_, releases))
            return ExitCodes.Failure;
        var rows = releases.Select((release, index) => Fields(release, index > 0 ? releases[index - 1] : null, run.Started)).Reverse();
        return FormattedRows.Print(run.Terminal, format, Table, rows, Heads);
    }

    private static TemplateValue.Fields Fields(Release release, Release? before, DateTimeOffset now) => new(
        [.. Heads.Keys],
        name => TemplateValue.Of(Value(release, before, name, now)),
        ImmutableDictionary<string, Func<string, TemplateValue>>.Empty);

    private static string Value(Release release, Release? before, string name, DateTimeOffset now) => name switch
    {
        "By" => release.By,
        "Changes" => before is null ? "" : string.Join(", ", ReleaseChanges.Between(before, release)),
        "Created" => release.Created is { } created ? HumanUnits.Ago(new DateTimeOffset(created, TimeSpan.Zero), now) : "",
        "CreatedAt" => release.Created?.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture) ?? "",
        "Release" => release.Number.ToString(CultureInfo.InvariantCulture),
        "Services" => release.Services.Length.ToString(CultureInfo.InvariantCulture),
        _ => throw new ArgumentOutOfRangeException(nameof(name), name, "is no field of a release"),
    };
}
