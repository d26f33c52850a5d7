namespace Compose.Engine.Wire;

public sealed record Ulimit(string Name, long Hard, long Soft);
