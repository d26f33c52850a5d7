namespace Compose.Engine.Wire;

/// <summary>The value of the engine's sets, which it writes as <c>{"key": {}}</c>.</summary>
public sealed record EmptyObject
{
    public static EmptyObject Value { get; } = new();
}
