namespace Compose.Files.Diagnostics;

/// <summary>One section of catalogue.md.</summary>
public sealed record CatalogueEntry(string Code, string Title, string Explanation, CatalogueExample Example);
