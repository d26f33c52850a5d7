namespace Compose.Benchmarks;

/// <summary>What is measured. A new kind of benchmark is a new list here.</summary>
internal static class Cases
{
    private static readonly string[] Overrides =
        ["-f", "compose.yaml", "-f", "override1.yaml", "-f", "override2.yaml", "-f", "override3.yaml"];

    public static IReadOnlyList<Case> StartUp => [new("version", _ => { }, ["version"]) { FasterBy = 3 }];

    public static IReadOnlyList<Case> Loading =>
    [
        .. Forms("1 service", Inputs.Services(1), [], 4),
        .. Forms("100 services", Inputs.Services(100), [], 10),
        .. Forms("1,000 services", Inputs.Services(1000), [], 20, runs: 5),
        .. Forms("50 includes of 4", Inputs.Includes(50, 4), [], 10, runs: 7),
        .. Forms("100 services, 3 overrides", Inputs.Overrides(3, 100), Overrides, 10, runs: 7),
        .. Forms("10,000 services", Inputs.Services(10_000), [], null, runs: 3, withPeer: false),
    ];

    private static IEnumerable<Case> Forms(
        string name, Action<string> input, string[] flags, double? fasterBy, int runs = 11, bool withPeer = true)
    {
        yield return new Case($"config, {name}", input, [.. flags, "config"]) { FasterBy = fasterBy, Runs = runs, WithPeer = withPeer };
        yield return new Case($"config -q, {name}", input, [.. flags, "config", "-q"])
        { FasterBy = fasterBy, Runs = runs, WithPeer = withPeer };
    }
}
