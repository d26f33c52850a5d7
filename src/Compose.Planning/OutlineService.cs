using Compose.Files.Model;

namespace Compose.Planning;

/// <summary>A service as far as stopping and starting it goes. <paramref name="Model"/> is null without compose files.</summary>
public sealed record OutlineService(string Name, NamedMap<Dependency> DependsOn, Service? Model);
