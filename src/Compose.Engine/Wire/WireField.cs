namespace Compose.Engine.Wire;

/// <summary>Reads the value of a field into an object, or skips it: the cursor has to be at its end in any case.</summary>
internal delegate T WireField<T>(T into, string field, ref WireCursor at);
