using Compose.Execution.Stacks;
using Compose.Planning.Swarm;
using Compose.Planning.Swarm.Binding;

namespace Compose.Cli.Commands.Swarm;

/// <summary>What only a swarm can be asked for.</summary>
internal sealed record SwarmOptions
{
    public static readonly SwarmOptions None = new();

    public bool Prune { get; init; }
    public bool RotateSecrets { get; init; }
    public bool NoRollback { get; init; }
    public bool NoPlanCheck { get; init; }
    public ResolvePolicy Resolve { get; init; }

    /// <summary>Services that the files do not declare are not reported.</summary>
    public bool IgnoresOrphans { get; init; }

    /// <summary>The swarm gets no credentials.</summary>
    public bool NoCredentials { get; init; }

    /// <param name="verb">What the run is called.</param>
    /// <param name="wait">It ends when all services have converged.</param>
    /// <param name="patience">How long nothing may change before it gives up.</param>
    public SwarmRequest Request(string verb, bool wait, TimeSpan? patience)
    {
        var policy = new SwarmPolicy
        {
            Prune = Prune,
            IgnoresOrphans = IgnoresOrphans,
            RotateSecrets = RotateSecrets,
            RollBack = !NoRollback,
            ChecksNodes = !NoPlanCheck,
            Resolve = Resolve,
            Wait = wait,
        };
        var options = new StackOptions { SendsCredentials = !NoCredentials };
        return new SwarmRequest(verb, policy, patience is { } time ? options with { Patience = time } : options);
    }
}
