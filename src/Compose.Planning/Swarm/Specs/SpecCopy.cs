using System.Text.Json;
using Docker.DotNet.Models;

namespace Compose.Planning.Swarm.Specs;

/// <summary>Specs are mutable, and the observed one must stay as it is: the swarm compares with it.</summary>
internal static class SpecCopy
{
    public static ServiceSpec Of(ServiceSpec spec) =>
        JsonSerializer.Deserialize(JsonSerializer.SerializeToUtf8Bytes(spec, SpecJson.Default.ServiceSpec), SpecJson.Default.ServiceSpec)!;

    public static ServiceSpec With(ServiceSpec spec, Action<ServiceSpec> change)
    {
        var copy = Of(spec);
        change(copy);
        return copy;
    }
}
