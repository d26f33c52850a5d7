using System.Collections.Immutable;
using Compose.Cli.CommandLine;
using Compose.Cli.Context;
using Compose.Cli.Hosting;
using Compose.Execution.Pinning;
using Compose.Files.Diagnostics;
using Compose.Files.Model;

namespace Compose.Cli.Commands.Images;

/// <summary>
/// `lock`: writes ncompose.lock. What is in it stays unless --update asks for the newest; what nothing names any more goes.
/// </summary>
internal static class LockCommand
{
    public static CommandSpec Build()
    {
        var check = Flag.Switch(
            "--check", null,
            "Only tell whether the lock file is in line with the compose files; exit code 1 when it is not. With --update also whether the registries have something newer");
        var update = Flag.Switch("--update", null, "Ask the registries again, for the named services or for all");
        return new CommandSpec("lock", "Pin the images of the project to their digests")
        {
            KnowsSwarm = true,
            RequiresValidProjectName = true,
            OperandUsage = "[SERVICE...]",
            Examples =
                [new("Pin what is not pinned yet", "ncompose lock"),
                    new("The newest content of one service's image", "ncompose lock --update web"),
                    new("In CI: is it all reviewed?", "ncompose lock --check && ncompose up --frozen"),
                    new("Is there something newer?", "ncompose lock --check --update")],
            Validate = call => call.Operands.Count > 0 && !call.Value(update)
                ? "services are named for --update only: the file is always for all of them" : null,
            Run = call => CommandContext.With(call, run => RunAsync(run, call)),
        }.With(check, update);

        async Task<int> RunAsync(CommandContext run, Invocation call)
        {
            if (run.Load(request => request with { ResolveEnvironment = false, WithJobs = true }) is not { } project)
                return ExitCodes.Failure;
            if (call.Operands.FirstOrDefault(
                name => !project.Services.Contains(name) && !project.DisabledServices.Contains(name)) is { } unknown)
                return run.Reporter.Fail("no such service: " + unknown);
            if (ProjectLockFile.Read(run) is not { } locked)
                return ExitCodes.Failure;
            var services = project.Services.Values.Concat(project.DisabledServices.Values).ToList();
            var renewed = services.Where(
                service => call.Value(update) && (call.Operands.Count == 0 || call.Operands.Contains(service.Name)))
                .SelectMany(LockFile.Images).ToHashSet(StringComparer.Ordinal);
            if (call.Value(check))
                return await CheckAsync(run, services, locked, renewed);
            var wanted = services.SelectMany(LockFile.Images).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToList();
            return await WriteAsync(run, wanted, locked, renewed);
        }
    }

    /// <summary>
    /// With --update also whether the registries have moved on: that is no mistake in a file, but who asks wants to know by the exit code.
    /// </summary>
    private static async Task<int> CheckAsync(CommandContext run, List<Service> services, LockedImages locked, HashSet<string> renewed)
    {
        var remotes = LockFile.Remotes(run.Location.Remotes);
        ImmutableArray<Diagnostic> deviations = [.. LockFile.Deviations(services, locked), .. LockFile.RemoteDeviations(remotes, locked)];
        run.Reporter.Report(deviations, run.Sources);
        List<string> known = [.. renewed.Where(locked.Pins.Contains).Order(StringComparer.Ordinal)];
        var moved = known.Zip(await run.Engine.Transfer.DigestsAsync(known, run.Plans.Settings, run.Stop))
            .Where(image => locked.Pins[image.First] != image.Second).ToList();
        foreach (var (image, digest) in moved)
            run.Terminal.ReportLine($"{image} {digest} is newer");
        var movedRemotes = remotes.Where(remote => locked.Remotes.TryGet(remote.Key, out var old) && old != remote.Value).ToList();
        foreach (var (remote, id) in movedRemotes)
            run.Terminal.ReportLine($"{remote} {id} is newer");
        return deviations.IsEmpty && moved.Count == 0 && movedRemotes.Count == 0 ? ExitCodes.Success : ExitCodes.Failure;
    }

    private static async Task<int> WriteAsync(CommandContext run, List<string> wanted, LockedImages locked, HashSet<string> renewed)
    {
        var (pins, remotes) = (locked.Pins, LockFile.Remotes(run.Location.Remotes));
        List<string> asked = [.. wanted.Where(image => renewed.Contains(image) || !pins.Contains(image))];
        var found = asked.Zip(await run.Engine.Transfer.DigestsAsync(asked, run.Plans.Settings, run.Stop))
            .ToDictionary(image => image.First, image => image.Second, StringComparer.Ordinal);
        var next = new NamedMap<string>(
            wanted.Select(image => KeyValuePair.Create(image, found.TryGetValue(image, out var fresh) ? fresh : pins[image])));
        if (next.Count == 0 && remotes.Count == 0)
            run.Terminal.ReportLine("nothing to lock: the files name no image of a registry and no remote file");
        Tell(run, pins, next);
        Tell(run, locked.Remotes, remotes);
        if (run.IsDryRun || (next.SequenceEqual(pins) && remotes.SequenceEqual(locked.Remotes) && File.Exists(ProjectLockFile.PathOf(run))))
            return ExitCodes.Success;
        try
        {
            LockFile.Write(ProjectLockFile.PathOf(run), next, remotes);
            return ExitCodes.Success;
        }
        catch (Exception refusal) when (refusal is IOException or UnauthorizedAccessException)
        {
            // The user's folder, not ours.
            return run.Reporter.Fail($"{LockFile.Name} cannot be written: {refusal.Message}");
        }
    }

    private static void Tell(CommandContext run, NamedMap<string> before, NamedMap<string> after)
    {
        foreach (var (name, pin) in after.Where(item => !before.TryGet(item.Key, out var old) || old != item.Value))
            run.Terminal.ReportLine($"{name} {pin}");
        foreach (var name in before.Keys.Where(name => !after.Contains(name)))
            run.Terminal.ReportLine($"{name} removed");
    }
}
