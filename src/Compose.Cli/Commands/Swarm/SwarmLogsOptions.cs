using Compose.Execution.Logs;

namespace Compose.Cli.Commands.Swarm;

/// <summary>What `logs` was asked for, as far as a swarm can do it.</summary>
internal sealed record SwarmLogsOptions(bool Follow, int Index, bool Color, bool Prefix, bool Json, LogRequest Request);
