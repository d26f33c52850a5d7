using Xunit;
using Xunit.Sdk;

namespace Compose.Differential.Tests.Inspecting;

/// <summary>
/// What `docker inspect` shows of a stack is the same whichever tool made it, and either goes on with the other's. One file of cases for
/// each family of attributes.
/// </summary>
public sealed class InspectTests(InspectRuns runs) : IClassFixture<InspectRuns>
{
    public static TheoryData<string, string> Cases() => InspectRuns.Folder.Theory(InspectRuns.IsWanted);

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task Equal_on_the_engine(string file, string heading)
    {
        var @case = InspectRuns.Folder.Case(file, heading);
        if (await runs.Of(@case) is { } problem)
            throw new XunitException($"{@case.File}:{@case.Line}: \"{heading}\"\n{problem}");
    }
}
