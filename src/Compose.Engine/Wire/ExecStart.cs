namespace Compose.Engine.Wire;

public sealed record ExecStart
{
    public bool Detach { get; init; }
    public bool Tty { get; init; }
    public IReadOnlyList<int>? ConsoleSize { get; init; }
}
