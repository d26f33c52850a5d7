using Compose.Files.Model;

namespace Compose.Planning.Lifecycle;

/// <summary>A service to stop or start. <paramref name="Model"/> is null without compose files.</summary>
public sealed record OutlineService(string Name, NamedMap<Dependency> DependsOn, Service? Model);
