namespace Compose.Engine.Wire;

public sealed record WeightDevice(string Path, int Weight);
