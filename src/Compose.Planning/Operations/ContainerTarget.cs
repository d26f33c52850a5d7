using Compose.Planning.Observed;
namespace Compose.Planning.Operations;

/// <summary>
/// The container of an operation. <paramref name="Name"/> is the final name, also while the container has a temporary one.
/// </summary>
public sealed record ContainerTarget(ContainerRef Container, string Service, int? Number, string Name)
{
    public static ContainerTarget Of(ObservedContainer container) =>
        new(new ContainerRef.Existing(container.Id), container.Service, container.Number == 0 ? null : container.Number, container.Name);
}
