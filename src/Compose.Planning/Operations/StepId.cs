namespace Compose.Planning.Operations;

/// <summary>The index of a step in its plan; printed counted from 1.</summary>
public readonly record struct StepId(int Value)
{
    public override string ToString() => $"#{Value + 1}";
}
