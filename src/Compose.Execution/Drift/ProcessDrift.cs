using Compose.Engine.Gaps;
using Docker.DotNet.Models;

namespace Compose.Execution.Drift;

/// <summary>
/// The program that runs, what it is run with, and its labels. Where the create call said nothing, what the image gives counts.
/// </summary>
internal sealed class ProcessDrift(
    CreateContainerParameters made, DockerOCIImageConfig image, ContainerConfig now, DriftComparison found, bool isProvided)
{
    public void Compare()
    {
        Process();
        Variables();
    }

    private void Process()
    {
        found.Same("image", made.Image, now.Image);
        found.Words("entrypoint", made.Entrypoint ?? image.Entrypoint, now.Entrypoint);
        if (made.Cmd is not null || made.Entrypoint is null)
            found.Words("command", made.Cmd ?? image.Cmd, now.Cmd);
        found.Same("user", Either(made.User, image.User), now.User);
        found.Same("working_dir", Either(made.WorkingDir, image.WorkingDir), now.WorkingDir);
        if (made.Hostname is { Length: > 0 })
            found.Same("hostname", made.Hostname, now.Hostname);
        found.Same("tty", made.Tty, now.Tty);
        found.Same("stop_signal", Either(made.StopSignal, image.StopSignal), now.StopSignal);
        found.Same("stop_grace_period", Seconds(made.StopTimeout), Seconds(now.StopTimeout));
        if (made.Healthcheck?.Test is { } test)
            found.Words("healthcheck.test", test, now.Healthcheck?.Test);
    }

    private void Variables()
    {
        var wanted = Pairs(image.Env);
        foreach (var (name, value) in Pairs(made.Env))
            wanted[name] = value;
        foreach (var bare in made.Env.OrEmpty().Where(variable => !variable.Contains('=')))
            wanted.Remove(bare);
        // A provider sets variables whose names and values only its next run would tell.
        if (!isProvided)
            found.Map("environment", wanted, Pairs(now.Env));
        var labels = image.Labels.OrEmpty().Concat(made.Labels.OrEmpty()).Where(IsUsers)
            .GroupBy(label => label.Key, StringComparer.Ordinal)
            .ToDictionary(group => group.Key, group => group.Last().Value, StringComparer.Ordinal);
        found.Map("labels", labels, new Dictionary<string, string>(now.Labels.OrEmpty().Where(IsUsers), StringComparer.Ordinal));
    }

    private static Dictionary<string, string> Pairs(IList<string>? variables) => variables.OrEmpty()
        .Select(variable => variable.Split('=', 2)).Where(parts => parts.Length == 2)
        .GroupBy(parts => parts[0], StringComparer.Ordinal)
        .ToDictionary(group => group.Key, group => group.Last()[1], StringComparer.Ordinal);

    private static string? Either(string? own, string? image) => own is { Length: > 0 } ? own : image;

    private static long? Seconds(TimeSpan? time) => time is { } given ? (long)given.TotalSeconds : null;

    private static bool IsUsers(KeyValuePair<string, string> label) =>
        !label.Key.StartsWith("com.docker.", StringComparison.Ordinal) && !label.Key.StartsWith("ncompose.", StringComparison.Ordinal)
            && !label.Key.StartsWith("desktop.docker.io/", StringComparison.Ordinal);
}
