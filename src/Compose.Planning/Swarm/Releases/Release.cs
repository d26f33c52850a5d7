using System.Collections.Immutable;
using Docker.DotNet.Models;

namespace Compose.Planning.Swarm.Releases;

/// <summary>The services of a stack as one successful run left them. Networks, configs and secrets are named, and not held.</summary>
/// <param name="Number">Counted from 1.</param>
/// <param name="Created">When the swarm has kept it.</param>
/// <param name="By">The user and the machine.</param>
/// <param name="Digest">Equal for equal services.</param>
/// <param name="ConfigId">The config of the swarm that holds it.</param>
/// <param name="Services">Their specs, without ids.</param>
public sealed record Release(
    int Number, DateTime? Created, string By, string Digest, string ConfigId, ImmutableArray<ServiceSpec> Services);
