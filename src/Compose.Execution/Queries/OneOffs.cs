namespace Compose.Execution.Queries;

/// <summary>Whether containers of `run` are meant too.</summary>
public enum OneOffs
{
    Exclude,
    Include,
    Only,
}
