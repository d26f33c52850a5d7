using Docker.DotNet.Models;

namespace Compose.Engine.Swarm;

/// <summary>What a swarm has of a stack, and its nodes.</summary>
public sealed record StackContents(
    IList<SwarmService> Services,
    IList<TaskResponse> Tasks,
    IList<NodeListResponse> Nodes,
    IList<NetworkResponse> Networks,
    IList<SwarmConfig> Configs,
    IList<Secret> Secrets);
