using System.Collections.Immutable;
using Compose.Engine.Versions;
using Compose.Files.Model;
using Compose.Planning.Operations;

namespace Compose.Execution.Requests;

/// <summary>Everything that the body of a create call is made from: what was planned, and what only the run knows.</summary>
public sealed record ContainerInputs
{
    public required ContainerSpec Spec { get; init; }
    public required ApiVersion ApiVersion { get; init; }

    /// <summary>The ids of containers that earlier steps have made.</summary>
    public required Func<ContainerRef, string> IdOf { get; init; }

    /// <summary>Where the plan could not know it yet: the identity of an image that a step has pulled or built.</summary>
    public string? ImageDigest { get; init; }

    /// <summary>The client's proxy variables; the service's own win.</summary>
    public IReadOnlyDictionary<string, string> ProxyEnvironment { get; init; } = ImmutableDictionary<string, string>.Empty;

    /// <summary>The engine removes it when it ends (run --rm -d).</summary>
    public bool AutoRemove { get; init; }

    public bool AttachStdin { get; init; }

    /// <summary>Rows and columns that its terminal begins with.</summary>
    public (int Rows, int Columns)? ConsoleSize { get; init; }

    /// <summary>The engine runs Windows containers.</summary>
    public bool IsWindows { get; init; }

    public Service Service => Spec.Service;

    /// <summary>`service:x` as the engine wants it: `container:` and the id. Anything else stays.</summary>
    public string? Resolve(string? mode) =>
        mode is not null && mode.StartsWith("service:", StringComparison.Ordinal)
            && Spec.Shared.TryGet(mode["service:".Length..], out var container)
            ? "container:" + IdOf(container)
            : mode;

    /// <summary>volumes_from with its mode: services by the id of their container, `container:name` by the name.</summary>
    public ImmutableArray<string> VolumesFrom => [.. Service.VolumesFrom.Select(Source)];

    private string Source(string entry)
    {
        if (entry.StartsWith("container:", StringComparison.Ordinal))
            return entry["container:".Length..];
        var parts = entry.Split(':', 2);
        if (!Spec.Shared.TryGet(parts[0], out var container))
            return entry;
        return parts.Length > 1 ? $"{IdOf(container)}:{parts[1]}" : IdOf(container);
    }
}
