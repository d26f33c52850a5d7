namespace Compose.Files.Diagnostics;

/// <summary>A fenced block of catalogue.md. One with the language yaml is a compose.yaml that reports the code.</summary>
public sealed record CatalogueExample(string Language, string Text);
