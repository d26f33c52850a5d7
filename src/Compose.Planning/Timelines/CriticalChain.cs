using System.Collections.Immutable;

namespace Compose.Planning.Timelines;

/// <summary>The chain of bars that ends last.</summary>
public static class CriticalChain
{
    /// <param name="plans">The bars of the plans of a run, which are executed one after the other.</param>
    public static ImmutableArray<int> Of(ImmutableArray<ImmutableArray<TimelineBar>> plans)
    {
        var chain = new Stack<int>();
        for (var plan = plans.Length - 1; plan >= 0; plan--)
            for (var bar = Last(plans[plan]); bar is not null; bar = Last(plans[plan].Where(before => bar.After.Contains(before.Id))))
                chain.Push(bar.Id);
        return [.. chain];
    }

    private static TimelineBar? Last(IEnumerable<TimelineBar> bars) => bars.MaxBy(bar => (bar.End, bar.Id));
}
