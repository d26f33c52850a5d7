namespace Compose.Execution.Queries;

/// <summary>Whether containers of `run` are meant too.</summary>
public enum OneOffFilter
{
    Exclude,
    Include,
    Only,
}
