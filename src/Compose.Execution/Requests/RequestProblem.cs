namespace Compose.Execution.Requests;

/// <summary>A request that cannot be put together, because something on this machine that it is made from cannot be read.</summary>
public sealed class RequestProblem(string message, Exception? cause = null) : Exception(message, cause);
