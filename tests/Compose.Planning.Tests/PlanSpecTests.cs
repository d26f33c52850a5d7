using Compose.Testing.Specs;
using Xunit;

namespace Compose.Planning.Tests;

/// <summary>plans/*.md: a project, what is on the engine, a command, and the plan that comes of it.</summary>
public sealed class PlanSpecTests
{
    internal static readonly SpecFolder Folder = new("tests/Compose.Planning.Tests/plans");

    public static TheoryData<string, string> All() => Folder.Theory();

    [Theory]
    [MemberData(nameof(All))]
    public void Spec(string file, string heading)
    {
        var @case = Folder.Case(file, heading);
        SpecExpectation.Verify(@case, "text", "plan", new PlanScenario(@case).Text());
    }
}
