using Compose.Testing.Specs;
using FluentAssertions;
using Xunit;

namespace Compose.Planning.Tests.Swarm;

/// <summary>swarm-specs/*.md: a project, what a swarm has, and the plan or the specs that come of it.</summary>
public sealed class SwarmSpecTests
{
    internal static readonly SpecFolder Folder = new("tests/Compose.Planning.Tests/swarm-specs");

    public static TheoryData<string, string> All() => Folder.Theory();

    [Theory]
    [MemberData(nameof(All))]
    public void Spec(string file, string heading)
    {
        var @case = Folder.Case(file, heading);
        var scenario = new SwarmScenario(@case);
        if (file.StartsWith("mapping", StringComparison.Ordinal))
            SpecExpectation.Verify(@case, "json", "specs", scenario.Specs());
        else
            SpecExpectation.Verify(@case, "text", "plan", scenario.Text());
    }

    [Theory]
    [MemberData(nameof(All))]
    public void After_a_plan_has_run_there_is_nothing_to_do(string file, string heading) =>
    new SwarmScenario(Folder.Case(file, heading)).Converges().Should().BeTrue();
}
