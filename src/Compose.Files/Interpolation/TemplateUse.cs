using Compose.Files.Environment;

namespace Compose.Files.Interpolation;

/// <summary>One reference to a variable, where it stands in the string (in characters), and what became of it.</summary>
public readonly record struct TemplateUse(string Name, int Offset, int Length, EnvironmentValue? Value, TemplateOutcome Outcome);
