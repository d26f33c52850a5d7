namespace Compose.Planning.Operations;

/// <summary>The resource of an operation: its identity in a plan. The text form is for people: "container demo-web-1".</summary>
public sealed record Resource(ResourceKind Kind, string Name)
{
    public override string ToString() => $"{Kind.ToString().ToLowerInvariant()} {Name}";
}
