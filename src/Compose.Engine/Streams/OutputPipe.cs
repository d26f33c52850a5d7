namespace Compose.Engine.Streams;

/// <summary>Where a piece of output came from, numbered as on the wire.</summary>
public enum OutputPipe
{
    Stdin = 0,
    Stdout = 1,
    Stderr = 2,

    /// <summary>The engine's own message that the stream broke.</summary>
    SystemError = 3,
}
