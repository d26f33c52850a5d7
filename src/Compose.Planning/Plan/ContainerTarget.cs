namespace Compose.Planning;

/// <summary>The container an operation is about. <paramref name="Name"/> is what people call it: the final name, not that of a stand-in.</summary>
public sealed record ContainerTarget(ContainerRef Container, string Service, int? Number, string Name);
