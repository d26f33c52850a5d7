using System.Collections.Immutable;
using Compose.Cli.CommandLine;
using Compose.Cli.Commands.Swarm;
using Compose.Cli.Context;
using Compose.Cli.Hosting;
using Compose.Cli.Rendering.Templates;
using Compose.Execution.Queries;
using Compose.Files.Model;

namespace Compose.Cli.Commands.Containers;

/// <summary>`events`: what happens to the containers of the project, and on demand to its networks, volumes and images.</summary>
internal static class EventsCommand
{
    private static readonly ImmutableArray<string> Kinds = ["container", "image", "network", "volume"];

    public static CommandSpec Build()
    {
        var json = Flag.Switch("--json", null, "Output events as a stream of json objects");
        var since = Flag.Text("--since", null, "Show all events created since timestamp");
        var type = Flag.List("--type", null,
            "Show events of these resources (\"container\"|\"image\"|\"network\"|\"volume\"|\"all\"); containers by default; "
            + "on a swarm \"config\"|\"network\"|\"node\"|\"secret\"|\"service\"|\"all\"");
        var until = Flag.Text("--until", null, "Stream events until this timestamp");
        return new CommandSpec("events", "Receive real time events from containers")
        {
            KnowsSwarm = true,
            OperandUsage = "[SERVICE...]",
            Examples =
            [
                new("What happened to web in the last ten minutes, for a program", "ncompose events --json --since 10m --until 0s web"),
                new("Everything, as it happens", "ncompose events --type all"),
            ],
            Validate = call => TimeArgument.Validate(call.Value(since)) ?? TimeArgument.Validate(call.Value(until)),
            Run = call => CommandContext.With(call, run =>
            {
                return RunAsync(run, call.Value(json), [.. call.Value(type)], new EventRequest
                {
                    Services = [.. call.Operands],
                    Since = TimeArgument.Read(call.Value(since), TimeProvider.System),
                    Until = TimeArgument.Read(call.Value(until), TimeProvider.System),
                });
            }),
        }.With(json, since, type, until);
    }

    private static async Task<int> RunAsync(CommandContext run, bool json, ImmutableArray<string> types, EventRequest request)
    {
        if (run.ProjectName() is not { } project)
            return ExitCodes.Failure;
        if (run.Target == DeployTarget.Swarm)
            return await SwarmEvents.RunAsync(run, project, types, request, json ? Json : Text);
        if (types.FirstOrDefault(kind => kind != "all" && !Kinds.Contains(kind)) is { } unknown)
            return run.Reporter.Fail($"invalid --type \"{unknown}\"", "types are container, image, network, volume and all");
        request = request with { Kinds = types.IsEmpty ? ["container"] : types.Contains("all") ? Kinds : types };
        if (!request.Services.IsEmpty && await ProjectContainers.OfAsync(run, request.Services, all: true, OneOffFilter.Exclude) is null)
            return ExitCodes.Failure;
        await using var feed = await run.Engine.EventsAsync(project, request, run.Stop);
        await foreach (var happened in feed.ReadAsync(run.Stop))
            run.Terminal.PrintLine(json ? Json(happened) : Text(happened));
        run.Stop.ThrowIfCancellationRequested();
        return ExitCodes.Success;
    }

    /// <summary>With the empty line after each that Docker Compose prints.</summary>
    private static string Text(ProjectEvent happened) =>
        $"{EngineTime.Plain(happened.Nanoseconds)} {happened.Kind} {happened.Action} {happened.Id} ({string.Join(", ", happened.Attributes.Select(pair => $"{pair.Key}={pair.Value}"))})\n";

    private static string Json(ProjectEvent happened) => TemplateJson.Of(new TemplateValue.Fields(
        new("action", TemplateValue.Of(happened.Action)),
        new("attributes", new TemplateValue.Map(
            happened.Attributes.ToImmutableSortedDictionary(
                pair => pair.Key, pair => TemplateValue.Of(pair.Value), StringComparer.Ordinal))),
        new("id", TemplateValue.Of(happened.Id)),
        new("service", TemplateValue.Of(happened.Service)),
        new("time", TemplateValue.Of(EngineTime.Rfc3339(happened.Nanoseconds))),
        new("type", TemplateValue.Of(happened.Kind))));
}
