using Compose.Planning.Operations;

namespace Compose.Planning.Plans;

/// <summary>Steps that are reported as one: "Recreate" of a container.</summary>
public sealed record StepGroup(string Verb, string Subject)
{
    public ResourceKind Kind { get; init; } = ResourceKind.Container;

    public const string Recreate = "Recreate";

    /// <summary>Removal of the replaced container; shown only when it fails.</summary>
    public const string Retire = "Retire";

    public const string RollBack = "Roll back";

    public override string ToString() => $"{Verb} {Subject}";
}
