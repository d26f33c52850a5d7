namespace Compose.Planning.Plans.Output;

/// <summary>The overall effect of a plan on one resource.</summary>
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
