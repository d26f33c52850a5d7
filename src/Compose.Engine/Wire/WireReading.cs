namespace Compose.Engine.Wire;

/// <summary>Reads the value that comes next, and leaves the cursor at its end.</summary>
internal delegate T WireReading<out T>(ref WireCursor at);
