using System.Globalization;
using Compose.Engine.Gaps;
using Compose.Planning.Secrets;
using Docker.DotNet.Models;

namespace Compose.Execution.Waiting;

/// <summary>
/// Why a container is not what is waited for: how it ended, what its probe is and what it last said, and what that often means.
/// </summary>
public static class WaitExplanation
{
    private const int Probes = 3;
    private const int LongestOutput = 400;
    private const int KilledBySignal = 128;

    public static IEnumerable<string> Of(ContainerInspectResponse container) =>
        [.. State(container), .. Probe(container), .. Hints(container)];

    private static IEnumerable<string> State(ContainerInspectResponse container)
    {
        var state = container.State ?? new State();
        if (!state.Running && state.Status is "exited" or "dead")
            yield return "it ended with exit code " + Number(state.ExitCode)
                + (state.ExitCode > KilledBySignal ? $" (signal {Number(state.ExitCode - KilledBySignal)})" : "");
        if (container.RestartCount > 0)
            yield return $"the engine has restarted it {Number(container.RestartCount)} times";
        if (state.OOMKilled)
            yield return "the container was killed because it ran out of memory"
                + (container.HostConfig?.Memory is > 0 and var limit ? $" (its limit is {Number(limit)} bytes)" : "");
        if (state.Error.Length > 0)
            yield return state.Error;
    }

    private static IEnumerable<string> Probe(ContainerInspectResponse container)
    {
        var check = container.Config?.Healthcheck;
        if (container.State?.Health is not { } health || check?.Test is not { Count: > 0 } test)
            yield break;
        yield return "probe: " + Redaction.ByShape.Text(string.Join(' ', test));
        if (health.Log.OrEmpty().Count == 0)
        {
            var every = check.Interval is { Ticks: > 0 } interval ? $": it runs every {Seconds(interval)}" : "";
            yield return "  it has not answered yet" + every;
        }

        foreach (var probe in health.Log.OrEmpty().TakeLast(Probes))
            yield return $"  exit {Number(probe.ExitCode)}: {Clip(Redaction.ByShape.Text(probe.Output.Trim().ReplaceLineEndings(" ")))}";
        if (health.FailingStreak > 0)
            yield return $"  {Number(health.FailingStreak)} failures in a row, of {Number(check.Retries is > 0 and var retries ? retries : 3)} that make it unhealthy";
    }

    private static IEnumerable<string> Hints(ContainerInspectResponse container)
    {
        var check = container.Config?.Healthcheck;
        var health = container.State?.Health;
        var outputs = (health?.Log).OrEmpty().TakeLast(Probes).ToList();
        if (outputs.Exists(
            probe => probe.ExitCode is 126 or 127 || Says(probe, "executable file not found")
                || Says(probe, "no such file or directory: unknown")))
            yield return "hint: the probe's program does not seem to be in the image";
        else if (outputs.Exists(probe => Says(probe, "connection refused") || Says(probe, "can't connect")))
            yield return "hint: nothing listens at the port that the probe asks: is it the port inside of the container, and does the program listen at the address that the probe asks?";
        else if (outputs.Exists(probe => probe.ExitCode == -1 || Says(probe, "exceeded timeout")))
            yield return "hint: the probe takes longer than healthcheck.timeout";
        else if (check?.StartPeriod is null or { Ticks: 0 } && health?.FailingStreak > 0)
            yield return "hint: healthcheck.start_period gives a service time to start before failed probes count";
        if (container.State is { Running: false, ExitCode: 126 or 127 })
            yield return "hint: the program of the container could not be run: is it in the image, and executable?";
        if (container.State?.OOMKilled == true)
            yield return "hint: give it more with mem_limit or deploy.resources.limits.memory";
    }

    private static bool Says(HealthcheckResult probe, string words) => probe.Output.Contains(words, StringComparison.OrdinalIgnoreCase);

    private static string Clip(string text) => text.Length > LongestOutput ? text[..LongestOutput] + "…" : text;

    private static string Seconds(TimeSpan time) => time.TotalSeconds.ToString("0.###", CultureInfo.InvariantCulture) + "s";

    private static string Number(long number) => number.ToString(CultureInfo.InvariantCulture);
}
