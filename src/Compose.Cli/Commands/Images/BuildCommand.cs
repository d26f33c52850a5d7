using Compose.Cli.CommandLine;
using Compose.Cli.Context;
using Compose.Cli.Hosting;
using Compose.Cli.Rendering.Progress;
using Compose.Execution.Building;
using Compose.Execution.Converging;
using Compose.Files.Model;
using Compose.Files.Values;
using Compose.Planning;
using Compose.Planning.Operations;
using Compose.Planning.Plans;

namespace Compose.Cli.Commands.Images;

internal static class BuildCommand
{
    public static CommandSpec Build()
    {
        var arguments = Flag.List("--build-arg", null, "Set build-time variables for services");
        var builder = Flag.Text("--builder", null, "Set builder to use");
        var check = Flag.Switch("--check", null, "Check build configuration");
        var compress = Flag.Switch("--compress", null, "Compress the build context using gzip. DEPRECATED", byDefault: true).AsHidden();
        var forceRemove = Flag.Switch("--force-rm", null, "Always remove intermediate containers. DEPRECATED", byDefault: true).AsHidden();
        var memory = Flag.Text("--memory", "-m", "Set memory limit for the build container. Not supported by BuildKit.", kind: "bytes");
        var noCache = Flag.Switch("--no-cache", null, "Do not use cache when building the image");
        var noRemove = Flag.Switch("--no-rm", null, "Do not remove intermediate containers after a successful build. DEPRECATED")
            .AsHidden();
        var parallel = Flag.Switch("--parallel", null, "Build images in parallel. DEPRECATED", byDefault: true).AsHidden();
        var print = Flag.Switch("--print", null, "Print equivalent bake file");
        var progress = Flag.Text("--progress", null, "Set type of ui output: use the flag before the command").AsHidden();
        var provenance = Flag.Text("--provenance", null, "Add a provenance attestation");
        var pull = Flag.Switch("--pull", null, "Always attempt to pull a newer version of the image");
        var push = Flag.Switch("--push", null, "Push service images");
        var quiet = Flag.Switch("--quiet", "-q", "Suppress the build output");
        var sbom = Flag.Text("--sbom", null, "Add a SBOM attestation");
        var ssh = Flag.Text(
            "--ssh", null, "Set SSH authentications used when building service images. (use 'default' for using your default SSH Agent)");
        var dependencies = Flag.Switch("--with-dependencies", null, "Also build dependencies (transitively)");
        return new CommandSpec("build", "Build or rebuild services")
        {
            KnowsSwarm = true,
            RequiresValidProjectName = true,
            OperandUsage = "[SERVICE...]",
            Examples =
            [
                new("On fresh base images", "ncompose build --pull web"),
                new("With an argument of the Dockerfile", "ncompose build --build-arg VERSION=1.2"),
            ],
            Run = call => CommandContext.With(call, run => RunAsync(run, call)),
        }.With(
            arguments, builder, check, compress, forceRemove, memory, noCache, noRemove, parallel, print, progress, provenance, pull, push,
            quiet, sbom, ssh, dependencies);

        BuildFlags? Read(CommandContext run, Invocation call)
        {
            var key = call.IsGiven(ssh) && call.Value(ssh).Length == 0 ? "default" : call.Value(ssh);
            if (key.Length > 0 && key != "default" && !key.Contains('='))
                return Refuse(run, $"invalid ssh key \"{key}\"");
            long bytes = 0;
            if (call.Value(memory) is { Length: > 0 } limit && !ByteSize.TryParse(limit, out bytes, out _))
                return Refuse(run, $"invalid argument \"{limit}\" for \"-m, --memory\" flag: invalid size: '{limit}'");
            return new BuildFlags
            {
                Arguments = new NamedMap<string?>(call.Value(arguments).Select(Pair)),
                Ssh = key.Length == 0 ? NamedMap<string>.Empty
                    : new NamedMap<string>([KeyValuePair.Create(key.Split('=', 2)[0], key.Contains('=') ? key.Split('=', 2)[1] : "")]),
                NoCache = call.Value(noCache),
                Pull = call.Value(pull),
                Push = call.Value(push),
                Check = call.Value(check),
                Builder = call.Value(builder) is { Length: > 0 } named ? named : null,
                Memory = bytes,
                Provenance = call.Value(provenance),
                Sbom = call.Value(sbom),
            };
        }

        async Task<int> RunAsync(CommandContext run, Invocation call)
        {
            if (Read(run, call) is not { } flags || run.Load(
                request => request with { ResolveEnvironment = false, AllResources = true, WithJobs = true }) is not { } project)
                return ExitCodes.Failure;
            if (call.Operands.FirstOrDefault(
                name => !project.Services.Contains(name) && !project.DisabledServices.Contains(name)) is { } unknown)
                return run.Reporter.Fail("no such service: " + unknown);
            var order = await BuildOrders.ForAsync(new CommandConvergence(run), project, flags, [], singlePlatform: false);
            var classic = order.Buildx is null && !call.Value(print);
            var plan = Planner.Build(project, call.Operands, call.Value(dependencies), order: classic, push: classic && flags.Push);
            order = order with
            {
                Services = [.. plan.Steps.Select(step => step.Operation).OfType<Operation.BuildImage>()
                .Select(build => build.Service)]
            };
            if (plan.IsEmpty)
            {
                run.Reporter.Warn("No services to build");
                return ExitCodes.Success;
            }

            if (call.Value(print))
                return Print(run, order);
            if (!await run.AcceptsRemoteAsync(project, assumeYes: false))
                return ExitCodes.Failure;
            if (classic && (flags.Check || flags.Provenance is { Length: > 0 } || flags.Sbom is { Length: > 0 }))
                return run.Reporter.Fail(
                    "--check, --provenance and --sbom need BuildKit",
                    "install the buildx plugin of docker, and do not set DOCKER_BUILDKIT=0");
            return BuildOrders.IsPossible(new CommandConvergence(run), order) ? await ExecuteAsync(run, order, plan, call.Value(quiet))
                : ExitCodes.Failure;
        }
    }

    public static async Task<int> ExecuteAsync(CommandContext run, BuildOrder order, Plan plan, bool quiet)
    {
        using IProgressView view = quiet ? new QuietProgress() : run.Plans.View("build", builds: true);
        var outcome = await run.Plans.ExecuteAsync(
            order.Project.Name, plan, view, run.Plans.Settings with { Build = order }, run.Stop, run.Interrupts.Kill);
        view.Dispose();
        return run.Plans.Conclude(outcome);
    }

    private static int Print(CommandContext run, BuildOrder order)
    {
        run.Terminal.Output.Write(BakeFile.Of(order, run.Plans.Settings.ProxyEnvironment, isPrinted: true).Json.Span);
        run.Terminal.PrintLine("");
        return ExitCodes.Success;
    }

    private static BuildFlags? Refuse(CommandContext run, string sentence)
    {
        run.Reporter.Fail(sentence);
        return null;
    }

    private static KeyValuePair<string, string?> Pair(string text) =>
        text.IndexOf('=') is >= 0 and var at ? KeyValuePair.Create(text[..at], (string?)text[(at + 1)..])
            : KeyValuePair.Create(text, (string?)null);
}
