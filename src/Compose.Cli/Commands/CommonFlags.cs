using System.Collections.Immutable;
using System.CommandLine;
using System.Globalization;
using Compose.Cli.CommandLine;

namespace Compose.Cli.Commands;

/// <summary>The flags that `up`, `create` and others share, with their sentences for what contradicts.</summary>
internal static class CommonFlags
{
    public static Option<bool> Build() => Flag.Switch("--build", null, "Build images before starting containers");
    public static Option<bool> NoBuild() => Flag.Switch("--no-build", null, "Don't build an image, even if it's policy");
    public static Option<bool> ForceRecreate() =>
        Flag.Switch("--force-recreate", null, "Recreate containers even if their configuration and image haven't changed");
    public static Option<bool> NoRecreate() =>
        Flag.Switch("--no-recreate", null, "If containers already exist, don't recreate them. Incompatible with --force-recreate.");
    public static Option<string> Pull() =>
        Flag.Text("--pull", null, "Pull image before running (\"always\"|\"missing\"|\"never\"|\"build\")", "policy");
    public static Option<bool> QuietPull() => Flag.Switch("--quiet-pull", null, "Pull without printing progress information");
    public static Option<bool> QuietBuild() => Flag.Switch("--quiet-build", null, "Suppress the build output");
    public static Option<bool> Frozen() =>
        Flag.Switch("--frozen", null, "Fail unless ncompose.lock names the content of every image and remote file");
    public static Option<bool> RemoveOrphans() =>
        Flag.Switch("--remove-orphans", null, "Remove containers for services not defined in the Compose file");
    public static Option<string[]> Scale() =>
        Flag.List(
            "--scale", null, "Scale SERVICE to NUM instances. Overrides the scale setting in the Compose file if present.", "SERVICE=NUM");
    public static Option<bool> Yes() =>
        Flag.Switch("--yes", "-y", "Assume \"yes\" as answer to all prompts and run non-interactively").WithAlias("--y");
    public static Option<long> Timeout() =>
        Flag.Number(
            "--timeout", "-t", "Use this timeout in seconds for container shutdown when attached or when containers are already running");

    public static Option<string> WaitStable() =>
        Flag.Text(
            "--wait-stable", null,
            "With --wait: time that a service without a health check has to run before it counts as running; 0: as soon as it runs", "1s",
            "duration");

    public static TimeSpan WaitStable(Invocation call, Option<string> flag) => ReadDuration(call.Value(flag)) ?? TimeSpan.Zero;

    public static string? ValidateWaitStable(Invocation call, Option<string> flag) =>
        ReadDuration(call.Value(flag)) is null
            ? $"invalid --wait-stable {GoSyntax.Quote(call.Value(flag))}: write a duration like 500ms, 3s or 0" : null;

    /// <summary>Only a timeout that was given replaces the containers' own.</summary>
    public static TimeSpan? Timeout(Invocation call, Option<long> flag) => call.IsGiven(flag) ? Seconds(call.Value(flag)) : null;

    /// <summary>As many as were typed, or as long as a timer can run (24 days).</summary>
    public static TimeSpan Seconds(long typed)
    {
        const long longest = int.MaxValue / 1000;
        return TimeSpan.FromSeconds(Math.Clamp(typed, -longest, longest));
    }

    /// <summary>Null: the command does not have the flag.</summary>
    private static TimeSpan? ReadDuration(string? text) =>
        text is null or "0" ? TimeSpan.Zero : GoDuration.TryParse(text, out var duration) ? duration : null;

    public static Option<string> NodeHost() => Flag.Text(
        "--node-host", null,
        "On a swarm: address or docker context of the engine of each node, with {{.Name}} and {{.Addr}} of the node, such as ssh://root@{{.Addr}}");

    public static string? ValidatePull(string pull) => pull is "policy" or "always" or "missing" or "never" or "build" or "if_not_present"
        ? null
        : $"invalid --pull option \"{pull}\"";

    /// <summary>SERVICE=NUM pairs, or the sentence about the first that is none.</summary>
    public static (ImmutableSortedDictionary<string, int> Scale, string? Error) ReadScale(IEnumerable<string> pairs)
    {
        var scale = ImmutableSortedDictionary.CreateBuilder<string, int>(StringComparer.Ordinal);
        foreach (var pair in pairs)
        {
            var parts = pair.Split('=', 2);
            if (parts is not [_, { Length: > 0 }])
                return (ImmutableSortedDictionary<string, int>.Empty, $"invalid --scale option \"{pair}\". Should be SERVICE=NUM");
            if (!int.TryParse(parts[1], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var count))
                return (ImmutableSortedDictionary<string, int>.Empty, $"strconv.Atoi: parsing {GoSyntax.Quote(parts[1])}: invalid syntax");
            if (count < 0)
                return (ImmutableSortedDictionary<string, int>.Empty,
                    $"invalid scale specifier \"{pair}\": a service cannot have fewer than 0 containers");
            scale[parts[0]] = count;
        }

        return (scale.ToImmutable(), null);
    }
}
