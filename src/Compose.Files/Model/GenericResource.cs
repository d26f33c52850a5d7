namespace Compose.Files.Model;

public sealed record GenericResource(string Kind, long Value);
