using Compose.Cli.Context;
using Compose.Execution.Queries;
using Compose.Files.Model;
using Compose.Planning.Naming;

namespace Compose.Cli.Commands.Inspecting;

/// <summary>Which things of the project `inspect` asks the engine for: those that exist, of all services or of the named ones.</summary>
internal static class InspectedNames
{
    /// <summary>Null when that cannot be told, which has been reported.</summary>
    public static async Task<IReadOnlyList<string>?> OfAsync(CommandContext run, InspectKind kind, IReadOnlyList<string> services)
    {
        if (await run.OutlineAsync(services) is not var (stack, _)
            || await ProjectContainers.OfAsync(run, services, all: true, OneOffFilter.Include) is not { } containers)
            return null;
        var chosen = stack.Services.Where(service => services.Count == 0 || services.Contains(service.Name))
            .Select(service => service.Model).OfType<Service>().ToList();
        var names = kind switch
        {
            InspectKind.Image => containers.Select(container => container.ImageId)
                .Concat(chosen.Where(service => service.Provider is null)
                    .Select(service => ImageReference.Of(stack.Desired!.Project, service))),
            InspectKind.Network => containers.SelectMany(container => container.Networks).Concat(services.Count == 0
                ? stack.Networks.Values
                : chosen.SelectMany(service => service.Networks.Keys).Select(key => stack.Desired!.Project.Networks[key].Name)),
            InspectKind.Volume => containers.SelectMany(container => container.Mounts).Select(mount => mount.Name).OfType<string>()
                .Concat(services.Count == 0
                ? stack.Volumes.Values
                : chosen.SelectMany(service => service.Volumes).Where(mount => mount is { Type: MountType.Volume, Source.Length: > 0 })
                    .Select(mount => stack.Desired!.Project.Volumes[mount.Source!].Name)),
            _ => containers.Select(container => container.Id),
        };
        return [.. names.Distinct(StringComparer.Ordinal)];
    }
}
