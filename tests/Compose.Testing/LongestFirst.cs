using Xunit;
using Xunit.Abstractions;

namespace Compose.Testing;

/// <summary>The longest classes of tests start first: begun last, one of them would run alone for minutes.</summary>
public sealed class LongestFirst : ITestCollectionOrderer
{
    public const string Name = "Compose.Testing.LongestFirst";
    public const string Assembly = "Compose.Testing";

    private static readonly string[] Longest =
    [
        "InspectTests", "LifecycleSessionTests", "InterruptedTests", "AttachedTests", "PlanTests", "BuildTests", "PullTests",
        "RollbackTests",
    ];

    public IEnumerable<ITestCollection> OrderTestCollections(IEnumerable<ITestCollection> testCollections) => testCollections.OrderBy(Rank);

    private static int Rank(ITestCollection collection)
    {
        var place = Array.FindIndex(Longest, name => collection.DisplayName.EndsWith('.' + name, StringComparison.Ordinal));
        return place < 0 ? Longest.Length : place;
    }
}
