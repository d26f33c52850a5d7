namespace Compose.Planning;

/// <summary>The index of a step in its plan; people see it counted from 1.</summary>
public readonly record struct StepId(int Value)
{
    public override string ToString() => $"#{Value + 1}";
}
