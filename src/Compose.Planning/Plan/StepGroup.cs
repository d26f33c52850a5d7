namespace Compose.Planning;

/// <summary>Steps that people see as one thing: "Recreate" of a container.</summary>
public sealed record StepGroup(string Verb, string Subject)
{
    public const string Recreate = "Recreate";

    public override string ToString() => $"{Verb} {Subject}";
}
