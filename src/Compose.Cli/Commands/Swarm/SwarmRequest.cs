using Compose.Execution.Stacks;
using Compose.Files.Model;
using Compose.Planning.Swarm;

namespace Compose.Cli.Commands.Swarm;

/// <summary>What a command wants of a swarm.</summary>
internal sealed record SwarmRequest(string Verb, SwarmPolicy Policy, StackOptions Options)
{
    /// <summary>Images were built and pushed just now.</summary>
    public bool IsBuilt { get; init; }

    /// <summary>Digests of the lock file by image.</summary>
    public NamedMap<string> Pins { get; init; } = NamedMap<string>.Empty;
}
