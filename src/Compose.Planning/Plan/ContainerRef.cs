namespace Compose.Planning;

/// <summary>A container that is there, or one that a step of the plan makes. Closed.</summary>
public abstract record ContainerRef
{
    private ContainerRef()
    {
    }

    public sealed record Existing(string Id) : ContainerRef;

    public sealed record CreatedBy(StepId Step) : ContainerRef;

    /// <summary>The step that must have run before the reference means something.</summary>
    public StepId? Maker => this is CreatedBy made ? made.Step : null;
}
