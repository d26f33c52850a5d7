namespace Compose.Execution.Sessions;

/// <summary>The user's side of a session. Without an input nothing is sent; a window only where the session has a terminal.</summary>
public sealed record SessionStreams(Stream? Input, Stream Output, Stream Error, ConsoleWindow? Window = null);
