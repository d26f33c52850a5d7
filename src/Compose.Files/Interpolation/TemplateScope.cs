using Compose.Files.Environment;

namespace Compose.Files.Interpolation;

/// <summary>Where a template finds its variables, and who hears which it used.</summary>
public abstract class TemplateScope
{
    public SubstitutionBudget Budget { get; init; } = new();

    public abstract EnvironmentValue? Find(string name);

    /// <summary>Called for every reference that was evaluated, in order; references inside a default that was not needed are not.</summary>
    public virtual void Used(in TemplateUse use)
    {
    }
}
