namespace Compose.Engine.Errors;

/// <summary>The caller's stream failed while it was sent. Not an IOException: that would be taken for a connection that broke.</summary>
internal sealed class UnreadableUpload(Exception cause) : Exception(cause.Message, cause);
