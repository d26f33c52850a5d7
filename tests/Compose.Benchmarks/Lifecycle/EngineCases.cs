namespace Compose.Benchmarks.Lifecycle;

/// <summary>What is measured on a real engine.</summary>
internal static class EngineCases
{
    private const int ChainLength = 5;
    private const int Lines = 1_000_000;
    private static readonly string[] Up = ["up", "-d"];
    private static readonly string[] QuickDown = ["down", "-t", "0"];

    public static IReadOnlyList<EngineCase> All =>
    [
        .. Stack(10, runs: 7),
        .. Stack(50, runs: 5),
        new("up -d, one of 50 changed", run => Stacks.OneChanged(50, run), Up)
        {
            Setup = Up, Bar = 0.7, Check = stack => stack.DemandRunningAsync(50), Floor = floor => floor.ReplaceOneAsync(),
        },
        new("ls", _ => Stacks.Services(10), ["ls"])
            { Setup = Up, Bar = 0.3, Check = stack => stack.DemandRunningAsync(10), Floor = floor => floor.ListAsync(), Runs = 11 },
        .. Chains(),
        .. Scaling(),
        .. Logs(),
        .. Talking(),
    ];

    /// <summary>Commands on a stack that runs; the second look at fifty is for `images`.</summary>
    private static IEnumerable<EngineCase> Talking()
    {
        (string[] Arguments, double Bar, int Services, Func<Floor, Task> Floor)[] cases =
        [
            (["exec", "-T", "s0", "true"], 0.62, 2, floor => floor.ExecAsync()),
            (["run", "--rm", "-T", "s0", "true"], 0.85, 2, floor => floor.RunAsync()),
            (["images"], 0.2, 50, floor => floor.ImagesAsync()),
            (["top"], 0.5, 2, floor => floor.TopAsync()),
            (["stats", "--no-stream"], 0.5, 2, floor => floor.StatsAsync()),
            (["port", "s0", "80"], 0.5, 2, floor => floor.ListAsync()),
            (["volumes"], 0.5, 2, floor => floor.VolumesAsync()),
        ];
        return cases.Select(
            @case => new EngineCase(
                $"{string.Join(' ', @case.Arguments)} in {@case.Services}", _ => Stacks.Published(@case.Services), @case.Arguments)
            {
                Setup = Up,
                Bar = @case.Bar,
                Runs = 9,
                Check = stack => stack.DemandRunningAsync(@case.Services),
                Floor = @case.Floor,
            });
    }

    private static IEnumerable<EngineCase> Stack(int count, int runs)
    {
        var file = Stacks.Services(count);
        yield return new($"up -d from nothing, {count}", _ => file, Up)
        {
            Reset = QuickDown,
            Bar = 0.92,
            Runs = runs,
            Check = stack => stack.DemandRunningAsync(count),
            Floor = floor => floor.CreateAndStartAsync(count),
        };
        yield return new($"up -d with nothing to change, {count}", _ => file, Up)
        {
            Setup = Up,
            Bar = 0.25,
            Check = stack => stack.DemandRunningAsync(count),
            Floor = floor => floor.LookAsync(),
        };
        yield return new($"ps of {count}", _ => file, ["ps"])
        {
            Setup = Up,
            Bar = count == 50 ? 0.2 : null,
            Runs = 11,
            Check = stack => stack.DemandRunningAsync(count),
            Floor = floor => floor.ListAsync(),
        };
        yield return new($"down of {count}", _ => file, ["down"])
        {
            Reset = Up,
            Bar = 0.8,
            Runs = runs,
            Check = stack => stack.DemandNothingAsync(),
            Floor = floor => floor.DownAsync(),
        };
    }

    private static IEnumerable<EngineCase> Chains()
    {
        var file = Stacks.Chain(ChainLength);
        yield return new("up -d from nothing, chain of 5 healthy", _ => file, Up)
        {
            Reset = QuickDown,
            Bar = 0.55,
            Runs = 5,
            Check = stack => stack.DemandRunningAsync(ChainLength),
            Floor = floor => floor.ChainAsync(ChainLength),
        };
        yield return new("up -d with nothing to change, chain of 5 healthy", _ => file, Up)
        {
            Setup = [.. Up, "--wait"],
            Bar = 0.02,
            Runs = 5,
            Check = stack => stack.DemandRunningAsync(ChainLength),
            Floor = floor => floor.LookAsync(),
        };
    }

    private static IEnumerable<EngineCase> Scaling()
    {
        string[] one = [.. Up, "--scale", "s0=1"], twenty = [.. Up, "--scale", "s0=20"];
        yield return new("scale 1 to 20", _ => Stacks.Services(1), twenty)
        {
            Reset = one,
            Bar = 0.7,
            Runs = 5,
            Check = stack => stack.DemandRunningAsync(20),
            Floor = floor => floor.AddAsync(1, 20),
        };
        yield return new("scale 20 to 1", _ => Stacks.Services(1), one)
        {
            Reset = twenty,
            Bar = 0.75,
            Runs = 5,
            Check = stack => stack.DemandRunningAsync(1),
            Floor = floor => floor.RemoveAsync(1),
        };
    }

    private static IEnumerable<EngineCase> Logs()
    {
        (string Name, string[] Arguments, double Bar, string? Tail)[] cases =
        [
            ("logs of 1,000,000 lines without prefix", ["logs", "--no-log-prefix"], 0.65, null),
            ("logs of 1,000,000 lines", ["logs"], 0.6, null),
            ("logs --tail 10 of 1,000,000", ["logs", "--tail", "10"], 0.25, "10"),
        ];
        return cases.Select(@case => new EngineCase(@case.Name, _ => Stacks.Talker(Lines), @case.Arguments)
        {
            Setup = Up,
            Bar = @case.Bar,
            Runs = 5,
            Check = stack => SpokenAsync(stack),
            Floor = floor => floor.ReadLogsAsync(@case.Tail),
        });
    }

    /// <summary>Logs are measured when all of them are there.</summary>
    private static async Task SpokenAsync(Stack stack)
    {
        for (var attempt = 0; attempt < 240; attempt++)
        {
            var container = (await stack.Engine.ContainersAsync(stack.Label)).Single();
            if ((await stack.Engine.GetTextAsync($"/containers/{container["Id"]}/logs?stdout=1&tail=1"))
                .Contains($"{Lines}\n", StringComparison.Ordinal))
                return;
            await Task.Delay(500);
        }

        throw new InvalidOperationException($"{stack.Project} never wrote its {Lines} lines.");
    }
}
