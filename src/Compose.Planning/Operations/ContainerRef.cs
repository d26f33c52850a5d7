namespace Compose.Planning.Operations;

/// <summary>An existing container, or one that a step of the plan creates. Closed.</summary>
public abstract record ContainerRef
{
    private ContainerRef()
    {
    }

    public sealed record Existing(string Id) : ContainerRef;

    public sealed record CreatedBy(StepId Step) : ContainerRef;

    /// <summary>The step that creates the container, if one does.</summary>
    public StepId? Maker => this is CreatedBy made ? made.Step : null;
}
