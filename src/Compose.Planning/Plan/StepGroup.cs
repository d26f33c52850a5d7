namespace Compose.Planning;

/// <summary>Steps that people see as one thing: "Recreate" of a container.</summary>
public sealed record StepGroup(string Verb, string Subject)
{
    public const string Recreate = "Recreate";

    /// <summary>What has been replaced goes: nobody's business unless it fails.</summary>
    public const string Retire = "Retire";

    public const string RollBack = "Roll back";

    public override string ToString() => $"{Verb} {Subject}";
}
