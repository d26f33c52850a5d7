namespace Compose.Engine.Wire;

public sealed record ThrottleDevice(string Path, ulong Rate);
