namespace Compose.Files.Model;

/// <summary>What a service waits for before it starts. <paramref name="Restart"/>: it is restarted with what it depends on.</summary>
public sealed record Dependency(DependencyCondition Condition, bool Restart = false, bool Required = true);
