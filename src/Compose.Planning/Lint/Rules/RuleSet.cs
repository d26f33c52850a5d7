using System.Collections.Immutable;

namespace Compose.Planning.Lint.Rules;

/// <summary>Every rule there is, in the order of their codes.</summary>
public static class RuleSet
{
    public static ImmutableArray<LintRule> All { get; } =
    [
        new LatestTag(),
        new NoHealthCheck(),
        new StartedNotHealthy(),
        new Privileged(),
        new EngineSocket(),
        new PublishedOnAllAddresses(),
        new PublishedDatabase(),
        new SecretInEnvironment(),
        new NoMemoryLimit(),
        new BroadCapability(),
        new HostNamespace(),
        new WritableSystemMount(),
        new Unconfined(),
        new UnusedResource(),
        new EndlessDependency(),
        new QuotedValue(),
        new SecretInBuildArgument(),
    ];
}
