namespace Compose.Execution.Swarm;

/// <summary>A port of a service: published by every node (ingress), or by the node of each task (host).</summary>
public sealed record ServicePort(uint Published, uint Target, string Protocol, bool IsIngress);
