namespace Compose.Execution.Converging;

/// <summary>What a plan that comes before the containers' own does.</summary>
public enum ConvergeStage
{
    Pull,
    Build,
    Providers,
}
