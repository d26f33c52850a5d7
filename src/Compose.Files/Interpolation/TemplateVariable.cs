namespace Compose.Files.Interpolation;

/// <summary>A variable as a template mentions it, for `config --variables`.</summary>
public sealed record TemplateVariable(string Name, string Default, string Alternate, bool IsRequired);
