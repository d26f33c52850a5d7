namespace Compose.Execution.Sessions;

/// <summary>How a session ended: with the exit code of the process, or the user has left it running.</summary>
public sealed record SessionEnd(int ExitCode, bool Detached = false);
