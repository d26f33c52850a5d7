using System.Collections.Immutable;
using Compose.Cli.CommandLine;
using Compose.Cli.Commands.Swarm;
using Compose.Cli.Context;
using Compose.Cli.Hosting;
using Compose.Cli.Rendering.Progress;
using Compose.Execution.Queries;
using Compose.Files.Model;

namespace Compose.Cli.Commands.Containers;

/// <summary>`cp`: files between this machine and a service: into all of its containers, or out of the first.</summary>
internal static class CopyCommand
{
    private sealed record Options(string Source, string Destination, int Index, bool All, bool FollowLink, bool Archive, string NodeHost);

    /// <summary>A path, and the service that it is in; null is this machine.</summary>
    private readonly record struct Place(string? Service, string Path);

    public static CommandSpec Build()
    {
        var all = Flag.Switch("--all", null, "Include containers created by the run command");
        var archive = Flag.Switch("--archive", "-a", "Archive mode (copy all uid/gid information)");
        var follow = Flag.Switch("--follow-link", "-L", "Always follow symbol link in SRC_PATH");
        var index = Flag.Number("--index", null, "Index of the container if service has multiple replicas");
        var nodeHost = CommonFlags.NodeHost();
        return new CommandSpec("cp", "Copy files/folders between a service container and the local filesystem")
        {
            KnowsSwarm = true,
            OperandUsage = "SERVICE:SRC_PATH DEST_PATH|-\nSRC_PATH|- SERVICE:DEST_PATH",
            OperandRule = OperandRule.Exactly(2),
            Examples =
            [
                new("Out of the first container of web", "ncompose cp web:/etc/nginx/nginx.conf ."),
                new("Into every container of web", "ncompose cp ./site web:/usr/share/nginx/"),
                new("Through a pipe, as a tar stream", "ncompose cp web:/var/log - | tar -x"),
            ],
            Run = call => CommandContext.With(call, run => RunAsync(run, new Options(
                call.Operands[0], call.Operands[1], (int)call.Value(index), call.Value(all), call.Value(follow), call.Value(archive),
                call.Value(nodeHost)))),
        }.With(all, archive, follow, index, nodeHost);
    }

    private static async Task<int> RunAsync(CommandContext run, Options options)
    {
        if (options.Source.Length == 0)
            return run.Reporter.Fail("source can not be empty");
        if (options.Destination.Length == 0)
            return run.Reporter.Fail("destination can not be empty");
        var (from, to) = (Split(options.Source), Split(options.Destination));
        return (from.Service, to.Service) switch
        {
            (not null, not null) =>
                run.Reporter.Fail(
                    "copying between services is not supported",
                    "copy to this machine first, or pipe: cp SERVICE:PATH - into cp - SERVICE:PATH"),
            (null, null) => run.Reporter.Fail("unknown copy direction", "one of the two paths is SERVICE:PATH"),
            ({ } service, null) => await FetchAsync(run, options, service, from.Path, to.Path),
            (null, { } service) => await SendAsync(run, options, from.Path, service, to.Path),
        };
    }

    private static async Task<int> FetchAsync(CommandContext run, Options options, string service, string source, string destination)
    {
        if (await ContainersAsync(run, options, service) is not [var container, ..])
            return ExitCodes.Failure;
        var copy = run.Engine.Copy(container.Id);
        return await ReportedAsync(run, container, $"{container.Name}:{source} to {destination}", async () =>
        {
            if (destination != "-")
                return await copy.FetchAsync(source, Absolute(run, destination), options.FollowLink, run.Reporter.Warn, run.Stop);
            await copy.PackAsync(source, options.FollowLink, run.Terminal.Output, run.Stop);
            return null;
        });
    }

    private static async Task<int> SendAsync(CommandContext run, Options options, string source, string service, string destination)
    {
        if (await ContainersAsync(run, options, service) is not { } containers)
            return ExitCodes.Failure;
        if (source == "-" && containers.Length > 1)
            return run.Reporter.Fail(
                $"service \"{service}\" has {containers.Length} containers, and standard input can be read once",
                "--index says which one is meant");
        var codes = await Task.WhenAll(
            containers.Select(container => ReportedAsync(run, container, $"{source} to {container.Name}:{destination}", () =>
            source == "-"
                ? run.Engine.Copy(container.Id).UnpackAsync(run.Terminal.Input, destination, options.Archive, run.Stop)
                : run.Engine.Copy(container.Id)
                .SendAsync(Absolute(run, source), destination, options.FollowLink, options.Archive, run.Stop))));
        return codes.Max();
    }

    private static async Task<int> ReportedAsync(CommandContext run, ContainerRow container, string details, Func<Task<string?>> copy)
    {
        var activity = new Activity(run.Terminal, run.Output);
        activity.Begin(container.Name, "Copying", details);
        if (!run.IsDryRun && await copy() is { } invalid)
            return run.Reporter.Fail(invalid);
        activity.End(container.Name, "Copied", details);
        return ExitCodes.Success;
    }

    /// <summary>Stopped ones too: files need no process. Null when there is none, which has been said.</summary>
    private static async Task<ImmutableArray<ContainerRow>?> ContainersAsync(CommandContext run, Options options, string service)
    {
        if (run.ProjectName() is not { } project)
            return null;
        if (run.Target == DeployTarget.Swarm)
            return await TaskAsync(run, options, project, service);
        var found = await run.Engine.ReplicasAsync(
            project, service, options.Index, all: true, options.All ? OneOffFilter.Include : OneOffFilter.Exclude, run.Stop);
        if (!found.IsEmpty)
            return found;
        run.Reporter.Fail(
            options.Index > 0 ? $"service \"{service}\" is not running container #{options.Index}"
                : $"no container found for service \"{service}\"",
            await ContainerSelection.HelpAsync(run, project, service));
        return null;
    }

    /// <summary>One task: the others are on other nodes, and files for all of them belong into a config.</summary>
    private static async Task<ImmutableArray<ContainerRow>?> TaskAsync(CommandContext run, Options options, string stack, string service)
    {
        if (await TaskSelection.TasksAsync(run, stack, service, options.Index) is not { } tasks)
            return null;
        if (tasks.Length > 1 && Split(options.Destination).Service is not null)
        {
            run.Reporter.Fail($"service \"{service}\" has {tasks.Length} tasks on the swarm", "--index says which one is meant");
            return null;
        }

        return await TaskSelection.RunningAsync(run, stack, service, options.Index, options.NodeHost) is { } container ? [container] : null;
    }

    private static Place Split(string argument)
    {
        var colon = argument.IndexOf(':', StringComparison.Ordinal);
        return Path.IsPathRooted(argument) || colon <= 0 || argument[0] == '.' ? new Place(null, argument)
            : new Place(argument[..colon], argument[(colon + 1)..]);
    }

    /// <summary>A slash or dot at the end means something, and stays.</summary>
    private static string Absolute(CommandContext run, string path)
    {
        var full = Path.GetFullPath(path, run.Call.Process.CurrentDirectory);
        return path == "." || path.EndsWith("/.", StringComparison.Ordinal) ? full.TrimEnd('/') + "/." : full;
    }
}
