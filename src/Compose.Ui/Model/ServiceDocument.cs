using System.Collections.Immutable;

namespace Compose.Ui.Model;

public sealed record ServiceDocument
{
    public required string Name { get; init; }
    public required string Image { get; init; }

    /// <summary>The worst state of its containers: one of <see cref="StateWords"/>.</summary>
    public required string State { get; init; }

    /// <summary>False for a service that only the engine has.</summary>
    public required bool Declared { get; init; }

    public required int Running { get; init; }
    public required int Wanted { get; init; }
    public required ImmutableArray<PortDocument> Ports { get; init; }
    public required ImmutableArray<DependencyDocument> DependsOn { get; init; }
    public required ImmutableArray<ContainerDocument> Containers { get; init; }
}
