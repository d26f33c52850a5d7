using Compose.Cli.CommandLine;
using Compose.Cli.Stack;
using Compose.Files.Model;

namespace Compose.Cli.Commands;

/// <summary>`lock`: writes ncompose.lock. What is in it stays unless --update asks for the newest; what nothing names any more goes.</summary>
static class LockCommand
{
    public static CommandSpec Build()
    {
        var check = Flag.Switch("--check", null, "Only tell whether the lock file is in line with the compose files; exit code 1 when it is not");
        var update = Flag.Switch("--update", null, "Ask the registries anew, for the named services or for all");
        return new CommandSpec("lock", "Pin the images of the project to their digests")
        {
            MakesFromFiles = true,
            OperandUsage = "[SERVICE...]",
            Examples = [new("Pin what is not pinned yet", "ncompose lock"), new("The newest content of one service's image", "ncompose lock --update web"), new("In CI", "ncompose up --frozen")],
            Run = call => StackRun.With(call, run => RunAsync(run, call)),
        }.With(check, update);

        async Task<int> RunAsync(StackRun run, Invocation call)
        {
            if (run.Load(request => request with { ResolveEnvironment = false }) is not { } project)
                return ExitCodes.Failure;
            if (call.Operands.FirstOrDefault(name => !project.Services.Contains(name) && !project.DisabledServices.Contains(name)) is { } unknown)
                return run.Reporter.Fail("no such service: " + unknown);
            if (LockFile.Read(run, LockFile.PathOf(project)) is not { } pins)
                return ExitCodes.Failure;
            var services = project.Services.Values.Concat(project.DisabledServices.Values).ToList();
            var wanted = services.SelectMany(LockFile.Images).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToList();
            return call.Value(check) ? Check(run, wanted, pins) : await WriteAsync(run, project, wanted, pins, Renewed(call, services));
        }

        HashSet<string> Renewed(Invocation call, List<Service> services) => !call.Value(update)
            ? []
            : [.. services.Where(service => call.Operands.Count == 0 || call.Operands.Contains(service.Name)).SelectMany(LockFile.Images)];
    }

    private static int Check(StackRun run, List<string> wanted, NamedMap<string> pins)
    {
        foreach (var image in wanted.Where(image => !pins.Contains(image)))
            run.Reporter.Fail($"not in {LockFile.Name}: {image}");
        foreach (var image in pins.Keys.Where(image => !wanted.Contains(image)))
            run.Reporter.Fail($"in {LockFile.Name}, and named by no service: {image}");
        return wanted.Count == pins.Count && wanted.TrueForAll(pins.Contains) ? ExitCodes.Success : ExitCodes.Failure;
    }

    private static async Task<int> WriteAsync(StackRun run, ComposeProject project, List<string> wanted, NamedMap<string> pins, HashSet<string> renewed)
    {
        var credential = run.Settings.Credential!;
        var found = await Task.WhenAll(wanted.Select(async image => KeyValuePair.Create(
            image, !renewed.Contains(image) && pins.TryGet(image, out var kept) ? kept : await run.Engine.Transfer.DigestAsync(image, await credential(image, run.Stop), run.Stop))));
        var next = new NamedMap<string>(found);
        foreach (var (image, digest) in next.Where(item => !pins.TryGet(item.Key, out var old) || old != item.Value))
            run.Terminal.ReportLine($"{image} {digest}");
        foreach (var image in pins.Keys.Where(image => !next.Contains(image)))
            run.Terminal.ReportLine($"{image} removed");
        if (run.IsDryRun || (next.SequenceEqual(pins) && File.Exists(LockFile.PathOf(project))))
            return ExitCodes.Success;
        try
        {
            LockFile.Write(LockFile.PathOf(project), next);
            return ExitCodes.Success;
        }
        catch (Exception refusal) when (refusal is IOException or UnauthorizedAccessException)
        {
            // The user's folder, not ours.
            return run.Reporter.Fail($"{LockFile.Name} cannot be written: {refusal.Message}");
        }
    }
}
