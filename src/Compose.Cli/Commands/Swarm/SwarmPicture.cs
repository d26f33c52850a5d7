using Compose.Files.Model;
using Compose.Planning.Swarm.Binding;
using Compose.Planning.Swarm.Observed;

namespace Compose.Cli.Commands.Swarm;

/// <summary>What a plan for a swarm is made from.</summary>
internal sealed record SwarmPicture(ComposeProject Project, ObservedStack Observed, StackInputs Inputs);
