using Compose.Cli.CommandLine;

namespace Compose.Cli.Commands.Config;

/// <summary>`ncompose config`: what the files mean, in canonical form, or one question about them. Needs no engine.</summary>
internal static class ConfigCommand
{
    public static CommandSpec Build()
    {
        var environment = Flag.Switch("--environment", null, "Print environment used for interpolation.");
        var explain = Flag.Text(
            "--explain", null, "Print where the value of an attribute comes from: every file and variable that had a say", kind: "path");
        var format = Flag.Text("--format", null, "Format the output. Values: [yaml | json]");
        var hash = Flag.Text("--hash", null, "Print the service config hash, one per line.");
        var images = Flag.Switch("--images", null, "Print the image names, one per line.");
        var lockDigests = Flag.Switch("--lock-image-digests", null, "Produces an override file with image digests");
        var models = Flag.Switch("--models", null, "Print the model names, one per line.");
        var networks = Flag.Switch("--networks", null, "Print the network names, one per line.");
        var noConsistency = Flag.Switch(
            "--no-consistency", null, "Don't check model consistency - warning: may produce invalid Compose output");
        var noEnvResolution = Flag.Switch("--no-env-resolution", null, "Don't resolve service env files");
        var noInterpolate = Flag.Switch("--no-interpolate", null, "Don't interpolate environment variables");
        var noNormalize = Flag.Switch("--no-normalize", null, "Don't normalize compose model");
        var noPathResolution = Flag.Switch("--no-path-resolution", null, "Don't resolve file paths");
        var output = Flag.Text("--output", "-o", "Save to file (default to stdout)");
        var profiles = Flag.Switch("--profiles", null, "Print the profile names, one per line.");
        var quiet = Flag.Switch("--quiet", "-q", "Only validate the configuration, don't print anything");
        var resolveDigests = Flag.Switch("--resolve-image-digests", null, "Pin image tags to digests");
        var services = Flag.Switch("--services", null, "Print the service names, one per line.");
        var variables = Flag.Switch("--variables", null, "Print model variables and default values.");
        var volumes = Flag.Switch("--volumes", null, "Print the volume names, one per line.");
        return new CommandSpec("config", "Parse, resolve and render compose file in canonical format")
        {
            KnowsSwarm = true,
            RequiresValidProjectName = true,
            OperandUsage = "[SERVICE...]",
            Examples =
            [
                new("What all files and variables together mean", "ncompose config"),
                new("Only check, as in CI", "ncompose config --quiet"),
                new("Why has this variable its value?", "ncompose config --explain services.web.environment.LOG_LEVEL"),
            ],
            Run = call => ConfigRun.RunAsync(call, new ConfigOptions
            {
                Environment = call.Value(environment),
                Explain = call.Value(explain),
                Format = call.Value(format),
                Hash = call.Value(hash),
                Images = call.Value(images),
                LockImageDigests = call.Value(lockDigests),
                Models = call.Value(models),
                Networks = call.Value(networks),
                NoConsistency = call.Value(noConsistency),
                NoEnvResolution = call.Value(noEnvResolution),
                NoInterpolate = call.Value(noInterpolate),
                NoNormalize = call.Value(noNormalize),
                NoPathResolution = call.Value(noPathResolution),
                Output = call.Value(output),
                Profiles = call.Value(profiles),
                Quiet = call.Value(quiet),
                ResolveImageDigests = call.Value(resolveDigests),
                Services = call.Value(services),
                Variables = call.Value(variables),
                Volumes = call.Value(volumes),
            }),
        }.With(
            environment, explain, format, hash, images, lockDigests, models, networks, noConsistency, noEnvResolution, noInterpolate,
            noNormalize,
            noPathResolution, output, profiles, quiet, resolveDigests, services, variables, volumes);
    }
}
