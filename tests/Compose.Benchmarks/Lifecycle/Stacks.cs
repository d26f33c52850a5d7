using System.Text;

namespace Compose.Benchmarks.Lifecycle;

/// <summary>
/// Compose files whose containers start and stop as quickly as containers can: what is measured is the program and the engine.
/// </summary>
internal static class Stacks
{
    public const string Image = "busybox";
    private const string Plain = "    image: " + Image + "\n    command: sleep 3600\n    init: true\n    stop_grace_period: 0s\n";

    public static string Services(int count) => Text(count, _ => "");

    /// <summary>The first has a port that can be asked for.</summary>
    public static string Published(int count) => Text(count, i => i == 0 ? "    ports: [\"127.0.0.1::80\"]\n" : "");

    /// <summary>One service is another one in every run.</summary>
    public static string OneChanged(int count, int run) => Text(count, i => i == 3 ? $"    environment: {{RUN: \"{run}\"}}\n" : "");

    /// <summary>
    /// Each service waits until the one before is healthy; what is healthy is seldom asked again, for the probes of three stacks would be
    /// what is measured.
    /// </summary>
    public static string Chain(int count) => Text(count, i =>
        "    healthcheck: {test: \"true\", interval: 10s, start_interval: 100ms, start_period: 10s}\n"
        + (i > 0 ? $"    depends_on: {{s{i - 1}: {{condition: service_healthy}}}}\n" : ""));

    public static string Talker(int lines) =>
        $"services:\n  s0:\n    image: {Image}\n    command: sh -c \"seq 1 {lines}; sleep 3600\"\n    init: true\n    stop_grace_period: 0s\n";

    private static string Text(int count, Func<int, string> more)
    {
        var text = new StringBuilder("services:\n");
        for (var i = 0; i < count; i++)
            text.Append($"  s{i}:\n").Append(Plain).Append(more(i));
        return text.ToString();
    }
}
