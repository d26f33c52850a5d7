namespace Compose.Benchmarks.Lifecycle;

/// <summary>One of those that are compared: its program, its project and what was measured of it.</summary>
internal sealed class BenchSide(string program, Stack stack)
{
    public Stack Stack => stack;

    public List<TimeSpan> Times { get; } = [];

    public long PeakKilobytes { get; set; }

    public void Run(IReadOnlyList<string> arguments) => MeasuredProcess.Time(Command(arguments));

    public Command Command(IReadOnlyList<string> arguments) =>
        new(program, arguments, stack.Directory, new Dictionary<string, string>
        {
            ["HOME"] = "/home/someone",
            ["PATH"] = "/usr/bin:/bin",
            ["PWD"] = stack.Directory,
            ["DOCKER_HOST"] = stack.Engine.DockerHost,
        });

    public Measurement Summary()
    {
        Times.Sort();
        return new Measurement(Times[Times.Count / 2], Times[0], PeakKilobytes);
    }
}
