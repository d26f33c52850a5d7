namespace Compose.Testing.Goldens;

/// <summary>The one switch that lets tests rewrite what they expect. Reviewed like code; CI refuses to run with it set.</summary>
public static class Acceptance
{
    public const string Variable = "NCOMPOSE_ACCEPT";

    public static bool IsOn => Environment.GetEnvironmentVariable(Variable) == "1";
}
