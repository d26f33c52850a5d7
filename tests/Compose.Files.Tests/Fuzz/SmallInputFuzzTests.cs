using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Diagnostics;
using System.Globalization;
using Compose.Cli.Rendering.Templates;
using Compose.Engine.Registry;
using Compose.Execution.Copy;
using Compose.Files.Discovery;
using Compose.Files.Environment;
using Compose.Files.Ignoring;
using Compose.Files.Interpolation;
using Compose.Files.Text;
using Compose.Planning.Naming;
using FluentAssertions;
using Xunit;
using Xunit.Abstractions;

namespace Compose.Files.Tests.Fuzz;

/// <summary>
/// Templates, .dockerignore files, archives, files of variables, and names: whatever they hold, reading them ends without an exception,
/// within two seconds and 300 MB. NCOMPOSE_FUZZ sets how many inputs of each kind, NCOMPOSE_SEED the first seed.
/// </summary>
[Collection(nameof(FuzzTests))]
public sealed class SmallInputFuzzTests(ITestOutputHelper output)
{
    private const long MostBytes = 300L * 1024 * 1024;
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(2);
    private static readonly int Count = Number("NCOMPOSE_FUZZ", 2000);

    // Each makes and removes folders; NCOMPOSE_FUZZ is for all kinds alike.
    private static readonly int ArchiveCost = System.Environment.GetEnvironmentVariable("NCOMPOSE_FUZZ") is null ? 5 : 1;
    private static readonly int FirstSeed = Number("NCOMPOSE_SEED", 1);

    private static readonly TemplateValue.Fields Row = new(
        [
            new("Name", TemplateValue.Of("web-1")),
            new("Ports", new TemplateValue.List([TemplateValue.Of("80"), TemplateValue.Of("443")])),
        ],
        ImmutableDictionary<string, Func<string, TemplateValue>>.Empty.Add("Label", name => TemplateValue.Of("label of " + name)));

    [Fact]
    public void Templates_of_values() => Run(inputs => Template.Evaluate(inputs.Template(), new FewVariables()));

    [Fact]
    public void Variables_of_templates() => Run(inputs => _ = Template.Variables(inputs.Template()).Count());

    [Fact]
    public void Templates_of_output() =>
    Run(inputs => OutputTemplate.Parse(inputs.Action(), "{{.Name}}").Template?.Render(
        [Row, Row], new Dictionary<string, string> { ["Name"] = "NAME" }));

    [Fact]
    public void Ignore_files() => Run(inputs =>
    {
        var rules = IgnoreRules.Parse(inputs.Globbing()).Keeping("Dockerfile");
        for (var i = 0; i < 10; i++)
            _ = rules.Matches(inputs.Path()) || rules.MayKeepBelow(inputs.Path());
    });

    [Fact]
    public void Files_of_variables() => Run(inputs =>
    {
        var source = new SourceSet().Add("a.env", "/a.env", inputs.Variables());
        Compose.Files.DotEnvFiles.DotEnv.Read(source, "a.env", _ => null, []);
        Compose.Files.DotEnvFiles.DotEnv.ReadRaw(source, "a.env", _ => null, []);
    });

    [Fact]
    public void Names() => Run(inputs =>
    {
        var name = inputs.Name();
        ProjectName.IsValid(name);
        ImageName.InFull(name);
        ImageName.Split(name);
        ImageReference.Familiar(name);
        RegistryName.HostOf(RegistryName.KeyOf(name));
    });

    [Fact]
    public void Archives()
    {
        var root = Directory.CreateTempSubdirectory("ncompose-fuzz-").FullName;
        try
        {
            Run(inputs =>
            {
                var folder = Directory.CreateDirectory(Path.Combine(root, Guid.NewGuid().ToString("N"), "in")).FullName;
                var refusal = ArchiveExtraction.UnpackAsync(
                    new MemoryStream(inputs.Archive()), folder, "top", skip: 1, _ => { }, CancellationToken.None).GetAwaiter().GetResult();
                var outside = Directory.GetParent(folder)!;
                outside.GetFileSystemInfos().Should().ContainSingle(refusal);
                outside.Delete(recursive: true);
            }, Math.Max(1, Count / ArchiveCost));
        }
        finally
        {
            Directory.Delete(root, recursive: true);
        }
    }

    private void Run(Action<SmallInputs> read, int? count = null)
    {
        var inputs = count ?? Count;
        var problems = new ConcurrentBag<(int Seed, string Problem)>();
        Measure(read, FirstSeed);
        var (slowest, largest) = (TimeSpan.Zero, 0L);
        foreach (var seed in Enumerable.Range(FirstSeed, inputs))
        {
            try
            {
                var (time, bytes) = Measure(read, seed);

                // Beside others on a busy machine any input can be slow: it counts when it is so again.
                if (time > Longest && Measure(read, seed).Time is var again && again > Longest)
                    problems.Add((seed, $"took {again.TotalSeconds:0.0} s"));
                if (bytes > MostBytes)
                    problems.Add((seed, $"allocated {bytes / 1024 / 1024} MB"));
                (slowest, largest) = (time > slowest ? time : slowest, Math.Max(largest, bytes));
            }
            catch (Exception e)
            {
                problems.Add((seed, $"{e.GetType().Name}: {e.Message} {e.StackTrace?.Split('\n').FirstOrDefault()?.Trim()}"));
            }
        }

        output.WriteLine($"{inputs} inputs, slowest {slowest.TotalMilliseconds:0} ms, most allocated {largest / 1024 / 1024} MB");
        problems.OrderBy(problem => problem.Seed).Take(20).Should().BeEmpty();
    }

    private static (TimeSpan Time, long Bytes) Measure(Action<SmallInputs> read, int seed)
    {
        var inputs = new SmallInputs(seed);
        var before = GC.GetAllocatedBytesForCurrentThread();
        var clock = Stopwatch.StartNew();
        read(inputs);
        return (clock.Elapsed, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    private static int Number(string variable, int otherwise) =>
        int.TryParse(System.Environment.GetEnvironmentVariable(variable), CultureInfo.InvariantCulture, out var number) ? number
            : otherwise;

    private sealed class FewVariables : TemplateScope
    {
        public override EnvironmentValue? Find(string name) => name switch
        {
            "A" => new EnvironmentValue("value of a", "test"),
            "B" => new EnvironmentValue("", "test"),
            _ => null,
        };
    }
}
