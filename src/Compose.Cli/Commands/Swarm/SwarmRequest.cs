using Compose.Execution.Stacks;
using Compose.Planning.Swarm;

namespace Compose.Cli.Commands.Swarm;

/// <summary>What a command wants of a swarm.</summary>
internal sealed record SwarmRequest(string Verb, SwarmPolicy Policy, StackOptions Options);
