using System.Collections.Immutable;
using Compose.Files.Binding;
using Compose.Files.Model;
using Compose.Files.Text;
using Compose.Files.Yaml;

namespace Compose.Execution.Remotes;

/// <summary>
/// What remote files do with this machine beyond the containers of the project: each as a line for the user, who decides. Attributes that
/// only local files have written do not count.
/// </summary>
public sealed class RemoteAccess
{
    private static readonly string[] HostModes = ["cgroup", "ipc", "network_mode", "pid", "userns_mode", "uts"];
    private static readonly string[] Rights = ["cap_add", "devices", "device_cgroup_rules", "security_opt"];

    private readonly SourceSet _sources;
    private readonly ImmutableArray<string> _folders;
    private readonly string _local;
    private readonly SortedSet<string> _found = new(StringComparer.Ordinal);

    private RemoteAccess(SourceSet sources, ImmutableArray<UsedRemote> used, string local) =>
        (_sources, _folders, _local) = (sources, [.. used.Select(remote => remote.Folder)], local);

    /// <summary>The lines in a fixed order; empty when nothing has to be asked.</summary>
    public static ImmutableArray<string> Of(ComposeProject project, SourceSet sources, ImmutableArray<UsedRemote> used, string local)
    {
        if (used.IsEmpty)
            return [];
        var access = new RemoteAccess(sources, used, local);
        foreach (var service in project.Services.Values)
            access.Service(service);
        foreach (var volume in project.Volumes.Values.Where(volume => access.IsRemote(volume.Source)))
        {
            if (volume.DriverOpts.TryGet("device", out var device))
                access.Path(device, $"volume {volume.Key} is");
            if (volume.External)
                access._found.Add($"volume {volume.Key} is {volume.Name}, which is not of this project");
        }

        foreach (var item in project.Configs.Values.Concat(project.Secrets.Values))
            if (item.File is { } file && access.IsRemote(item.Source))
                access.Path(file, $"{item.Key} is read from");
        return [.. access._found];
    }

    /// <summary>Only what commands run that create nothing: programs of providers, and hooks.</summary>
    public static ImmutableArray<string> ProgramsOf(
        ComposeProject project, SourceSet sources, ImmutableArray<UsedRemote> used, string local)
    {
        var access = new RemoteAccess(sources, used, local);
        foreach (var service in project.Services.Values)
            access.Programs(service);
        return [.. access._found];
    }

    private void Service(Service service)
    {
        Programs(service);
        Container(service, service.Source, $"service {service.Name}");
        foreach (var hook in service.PreStart)
            Container(PreStartContainer.Of(service, hook), hook.Source, $"pre_start of service {service.Name}");
        if (service.Build is { } build && IsRemote(service.Source["build"]))
            Build(service.Name, build);
        foreach (var rule in service.Watch)
            if (IsRemote(rule.Source))
                Path(rule.Path, $"service {service.Name} is sent the changes of");
    }

    private void Programs(Service service)
    {
        foreach (var hook in service.PostStart.Concat(service.PreStop))
            if (hook.Privileged && IsRemote(hook.Source["privileged"]))
                _found.Add($"a hook of service {service.Name} is privileged");
        if (service.Provider is { } provider && IsRemote(service.Source["provider"]))
            _found.Add($"service {service.Name} runs the program {provider.Type} on this machine");
    }

    private void Container(Service container, YamlMapping source, string name)
    {
        if (container.Privileged && IsRemote(source["privileged"]))
            _found.Add($"{name} is privileged");
        if (container.UseApiSocket && IsRemote(source["use_api_socket"]))
            _found.Add($"{name} gets the engine's socket and your logins of registries");
        foreach (var attribute in HostModes)
            if (source[attribute] is YamlScalar mode && (mode.Text is "host" || OfContainer(mode.Text)) && IsRemote(mode))
                _found.Add($"{name} has {attribute}: {mode.Text}");
        if (source["volumes_from"] is YamlSequence others)
            foreach (var other in others.Items.OfType<YamlScalar>())
                if (OfContainer(other.Text) && IsRemote(other))
                    _found.Add($"{name} has volumes_from: {other.Text}");
        foreach (var attribute in Rights)
            if (source[attribute] is { } rights && IsRemote(rights))
                _found.Add($"{name} has {attribute}");
        if (source["volumes"] is { } volumes && IsRemote(volumes))
            foreach (var mount in container.Volumes)
                if (mount is { Type: MountType.Bind, Source: { } path })
                    Path(path, $"{name} mounts", mount.ReadOnly ? ", read-only" : "");
        if (source["environment"] is YamlMapping variables)
            foreach (var variable in variables.Entries)
                if (_sources.TryGet(variable.KeySpan, out var file) && System.IO.Path.IsPathRooted(file.Path)
                    && !IsBelow(file.Path, _local) && IsRemote(source))
                    Path(file.Path, $"{name} has the variables of");
    }

    /// <summary>A container of another project, which the file has no other way to reach.</summary>
    private static bool OfContainer(string text) => text.StartsWith("container:", StringComparison.Ordinal);

    private void Build(string service, Build build)
    {
        foreach (var context in build.AdditionalContexts.Values.Prepend(build.Context))
            if (System.IO.Path.IsPathRooted(context))
                Path(context, $"the build of service {service} reads");
        if (build.Privileged || !build.Entitlements.IsEmpty)
            _found.Add($"the build of service {service} has more rights than usual");
        if (build.Ssh.Count > 0)
            _found.Add($"the build of service {service} gets your ssh keys");
    }

    private void Path(string path, string what, string suffix = "")
    {
        var full = System.IO.Path.GetFullPath(path);
        if (full.EndsWith("/docker.sock", StringComparison.Ordinal) || full.EndsWith("/podman.sock", StringComparison.Ordinal))
            _found.Add($"{what} the engine's socket {path}");
        else if (!_folders.Any(folder => IsBelow(full, folder)))
            _found.Add($"{what} {path}{suffix}");
    }

    private bool IsRemote(YamlNode? node) => node switch
    {
        null => false,
        YamlMapping mapping => IsRemote(mapping.Span) || mapping.Entries.Any(entry => IsRemote(entry.KeySpan) || IsRemote(entry.Value)),
        YamlSequence list => IsRemote(list.Span) || list.Items.Any(IsRemote),
        _ => IsRemote(node.Span),
    };

    private bool IsRemote(SourceSpan span) => _sources.TryGet(span, out var source) && _folders.Any(folder => IsBelow(source.Path, folder));

    private static bool IsBelow(string path, string folder) =>
        path == folder || path.StartsWith(folder.TrimEnd('/') + "/", StringComparison.Ordinal);
}
