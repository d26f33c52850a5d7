using System.Collections.Immutable;
using Compose.Engine;
using Compose.Engine.Gaps;
using Compose.Engine.Transport;
using Compose.Execution.Observing;
using Compose.Files.Model;
using Compose.Planning.Naming;

namespace Compose.Execution.Queries;

/// <summary>A volume of a project.</summary>
public sealed record VolumeRow(string Name, string Driver, string Mountpoint, string Scope, NamedMap<string> Labels)
{
    internal static async Task<ImmutableArray<VolumeRow>> ReadAsync(
        EngineClient engine, string project, CancellationToken cancellationToken)
    {
        var found = await engine.ListVolumesAsync(new Filters().Label($"{LabelNames.Project}={project}"), cancellationToken);
        return
        [
            .. found.Volumes.OrEmpty()
                .Select(volume => new VolumeRow(
                    volume.Name, volume.Driver, volume.Mountpoint, volume.Scope, Observer.Labels(volume.Labels)))
                .OrderBy(volume => volume.Name, StringComparer.Ordinal),
        ];
    }
}
