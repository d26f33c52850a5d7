namespace Compose.Files.Model;

public sealed record ImageOptions(string? Subpath);
