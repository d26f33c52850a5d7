using System.Globalization;
using Compose.Files.Model;
using Api = Docker.DotNet.Models;

namespace Compose.Planning.Swarm.Desired;

/// <summary>`deploy.restart_policy`, else `restart`. Without both the swarm restarts every task.</summary>
internal static class RestartMapping
{
    private const string OnFailure = "on-failure";

    public static Api.SwarmRestartPolicy? Of(Service service) => service.Deploy?.RestartPolicy is { } policy
        ? new Api.SwarmRestartPolicy
        {
            Condition = policy.Condition,
            Delay = policy.Delay,
            MaxAttempts = (ulong?)policy.MaxAttempts,
            Window = policy.Window,
        }
        : Of(service.Restart);

    private static Api.SwarmRestartPolicy? Of(string? restart) => restart?.Split(':') switch
    {
        ["always" or "unless-stopped"] => new Api.SwarmRestartPolicy { Condition = "any" },
        ["no"] => new Api.SwarmRestartPolicy { Condition = "none" },
        [OnFailure] => new Api.SwarmRestartPolicy { Condition = OnFailure, MaxAttempts = 0 },
        [OnFailure, var count] when ulong.TryParse(count, NumberStyles.None, CultureInfo.InvariantCulture, out var attempts) =>
            new Api.SwarmRestartPolicy { Condition = OnFailure, MaxAttempts = attempts },
        _ => null,
    };
}
