using System.Globalization;
using Docker.DotNet.Models;

namespace Compose.Execution.Stacks;

/// <summary>The lock of a stack as another run holds it. All of its times are the swarm's, because clocks of machines differ.</summary>
internal sealed class HeldLock(SwarmConfig config, string stack, string owner)
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    /// <summary>For the run that waits.</summary>
    public string Waiting => $"waiting for {owner}, which has been changing the stack \"{stack}\" "
        + $"for {Age} (since {Time(config.CreatedAt)} UTC)";

    /// <summary>For the run that takes it from one that has ended.</summary>
    public string Abandoned => $"{owner}, which began to change the stack \"{stack}\" at {Time(config.CreatedAt)} UTC "
        + $"and was last heard of at {Time(config.UpdatedAt)}, has ended without releasing it: going on in its place";

    /// <summary>Until the last renewal, which was some seconds ago.</summary>
    private string Age => (config.UpdatedAt - config.CreatedAt ?? TimeSpan.Zero) switch
    {
        var age when age < StackLock.RenewEvery => "some seconds",
        var age when age < Minute => Count(age.Seconds, "second"),
        var age when age < Hour => Count(age.Minutes, "minute"),
        var age => $"{Count((int)age.TotalHours, "hour")} and {Count(age.Minutes, "minute")}",
    };

    private static string Time(DateTime? time) => time?.ToString("HH:mm:ss", CultureInfo.InvariantCulture) ?? "an unknown time";

    private static string Count(int count, string unit) =>
        string.Create(CultureInfo.InvariantCulture, $"{count} {unit}{(count == 1 ? "" : "s")}");
}
