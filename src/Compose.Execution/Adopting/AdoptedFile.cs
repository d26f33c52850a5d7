namespace Compose.Execution.Adopting;

/// <summary>A file beside the compose file. A private one holds secrets.</summary>
public sealed record AdoptedFile(string Name, string Content, bool IsPrivate);
