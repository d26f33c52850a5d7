namespace Compose.Engine.Http;

/// <summary>What was to be sent cannot be read any further. The connection is of no use then: the engine waits for the rest, and its silence would be taken for work.</summary>
internal sealed class UnreadableUpload(Exception cause) : Exception(cause.Message, cause);
