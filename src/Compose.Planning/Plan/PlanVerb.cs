namespace Compose.Planning;

/// <summary>What happens to a thing as a whole, however many steps that takes.</summary>
public enum PlanVerb
{
    Change,
    Create,
    Recreate,
    Start,
    Restart,
    Stop,
    Remove,
    Pull,
    Build,
    Provide,
    Wait,
}
