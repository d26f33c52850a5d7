using System.Collections.ObjectModel;

namespace Compose.Engine.Wire;

/// <summary>
/// The engine writes an empty map as null, as <c>{}</c> or not at all; readers get one of these in each case.
/// </summary>
internal static class Nothing
{
    internal static ReadOnlyDictionary<string, string> Strings => ReadOnlyDictionary<string, string>.Empty;

    internal static ReadOnlyDictionary<string, IReadOnlyList<PortBinding>?> Ports =>
        ReadOnlyDictionary<string, IReadOnlyList<PortBinding>?>.Empty;

    internal static ReadOnlyDictionary<string, EndpointSettings> Endpoints =>
        ReadOnlyDictionary<string, EndpointSettings>.Empty;
}
