using System.Collections.Immutable;
using System.Globalization;
using Compose.Engine;
using Compose.Files.Checks;
using Compose.Files.Model;
using Compose.Files.Normalizing;
using Compose.Files.Text;
using Compose.Files.Yaml;
using Compose.Planning.Naming;

namespace Compose.Execution.Adopting;

/// <summary>Writes a compose file that describes containers. It is the inverse of what <see cref="Requests"/> makes of a file.</summary>
internal sealed class Adopter(AdoptionScope scope, AdoptionRequest request, ImmutableArray<AdoptedContainer> containers)
{
    private const string Extension = "x-ncompose";
    private readonly HashMatching _hashes = new(request.Project, request.Directory);

    public static async Task<Adopted> AdoptAsync(EngineClient engine, AdoptionRequest request, CancellationToken cancellationToken)
    {
        var info = await engine.InfoAsync(cancellationToken);
        var containers = await AdoptionReading.ContainersAsync(engine, info, request.Containers, cancellationToken);
        var scope = await AdoptionReading.ScopeAsync(engine, request.Project, info, containers, cancellationToken);
        return new Adopter(scope, request, [.. containers]).Write();
    }

    public Adopted Write()
    {
        var groups = Groups();
        foreach (var (service, members) in groups)
            foreach (var member in members)
                scope.Name(member, service);
        var bare = groups.ToDictionary(group => group.Service, group => Service(group.Service, group.Members, SecretPlace.Inline),
            StringComparer.Ordinal);
        // The first pass has found the networks, volumes and warnings; the second one writes the same with the secrets in their place.
        scope.Files.Clear();
        scope.Warnings.Clear();
        var resources = new ResourceEntries(scope, _hashes);
        var (networks, volumes) = (resources.Networks(), resources.Volumes());
        var hashes = new ServiceHashes(bare, services => Document(services, networks, volumes), _hashes, Shared());
        var written = new ComposeTree();
        foreach (var (service, members) in groups)
            written.Add(service, Recorded(Service(service, members, request.Secrets), service, members, hashes));
        return Result(Document(written.Build(), networks, volumes), groups);
    }

    private Adopted Result(YamlMapping tree, List<AdoptedGroup> groups)
    {
        var loaded = _hashes.Load(WithoutFiles(tree));
        return new Adopted(request.Project, tree)
        {
            Files = [.. scope.Files.DistinctBy(file => file.Name)],
            Warnings = [.. scope.Warnings.Distinct(StringComparer.Ordinal)],
            Replaced = [.. groups.SelectMany(group => group.Members).Where(member => !IsOfProject(member)).Select(member => member.Name)],
            Kept = [.. groups.SelectMany(group => group.Members).Where(IsOfProject).Select(member => member.Name)],
            Problems = request.Secrets == SecretPlace.Variables ? []
                : [.. loaded.Diagnostics.Where(problem => problem.Severity == Files.Diagnostics.Severity.Error)],
            Sources = loaded.Sources,
        };
    }

    /// <summary>The env_files are not written yet.</summary>
    private static YamlMapping WithoutFiles(YamlMapping tree) => tree.With("services", new YamlMapping(SourceSpan.None,
        [.. tree.Entries("services").Select(entry => entry with { Value = ((YamlMapping)entry.Value).Without("env_file") })]));

    /// <summary>Replicas of one service of the project are one service; every other container is one of its own.</summary>
    private List<AdoptedGroup> Groups()
    {
        var groups = containers.Where(IsOfProject).GroupBy(container => container.Label(LabelNames.Service)!, StringComparer.Ordinal)
            .Select(group => new AdoptedGroup(group.Key, [.. group.OrderBy(Number)])).ToList();
        foreach (var container in containers.Where(container => !IsOfProject(container)))
        {
            var name = container.Name;
            for (var number = 2; groups.Exists(group => group.Service == name); number++)
                name = $"{container.Name}_{number}";
            groups.Add(new AdoptedGroup(name, [container]));
        }

        return [.. groups.OrderBy(group => group.Service, StringComparer.Ordinal)];
    }

    private bool IsOfProject(AdoptedContainer container) => scope.IsOwn(container.Config.Labels)
        && container.Label(LabelNames.Service) is { Length: > 0 } && container.Label(LabelNames.OneOff) != "True"
            && container.Label(LabelNames.Hook) is null;

    private static int Number(AdoptedContainer container) =>
        int.TryParse(container.Label(LabelNames.Number), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;

    private YamlMapping Service(string name, ImmutableArray<AdoptedContainer> members, SecretPlace secrets)
    {
        var source = members[0];
        var service = new ComposeTree();
        service.Text("image", source.Config.Image);
        if (source.Name != $"{request.Project}-{name}-{Number(source)}" && members.Length == 1)
            service.Text("container_name", source.Name);
        if (members.Length > 1)
            service.Number("scale", members.Length);
        DependsOn(source, service);
        ProcessPart.Write(source, service);
        EnvironmentPart.Write(source, scope, secrets, service);
        HostPart.Write(source, scope, service);
        LimitPart.Write(source, scope, service);
        new MountPart(source, scope, service).Write();
        new NetworkPart(source, scope, service).Write();
        Warn(name, members);
        return service.Build();
    }

    private void Warn(string name, ImmutableArray<AdoptedContainer> members)
    {
        var source = members[0];
        if (members.Select(member => member.Label(LabelNames.ConfigHash)).Distinct(StringComparer.Ordinal).Count() > 1)
            scope.Warnings.Add($"the containers of \"{name}\" differ: the file describes {source.Name}");
        if (source.CurrentImage is { } current && current != source.Inspected.Image)
            scope.Warnings.Add($"{source.Name} runs an older image than {source.Config.Image} names now: "
                + "a new container would have the newer one");
        if (source.CurrentImage is null)
            scope.Warnings.Add($"{source.Name}: there is no image {source.Config.Image} any more");
        if (source.Written.Warning(source.Name, name) is { } lost)
            scope.Warnings.Add(lost);
        if (scope.KnownNetworks.Count > 0 && !IsOfProject(source) && source.Label(LabelNames.Project) is { } other)
            scope.Warnings.Add($"{source.Name} belongs to project {other}: `up` takes it over from there");
    }

    private void DependsOn(AdoptedContainer source, TreeBuilder service)
    {
        var dependencies = new ComposeTree();
        foreach (var item in (source.Label(LabelNames.DependsOn) ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries))
        {
            if (item.Split(':') is not [var other, ..] parts
                || !containers.Any(container => IsOfProject(container) && container.Label(LabelNames.Service) == other))
                continue;
            var dependency = new ComposeTree();
            dependency.Text("condition", parts.Length > 1 ? parts[1] : "service_started");
            dependency.Flag("restart", parts is [_, _, "true", ..]);
            dependencies.Add(other, dependency);
        }

        if (IsOfProject(source))
            service.Add("depends_on", dependencies);
    }

    /// <summary>
    /// The service as it has the config hash of its containers. Where no way to write it has, the file records both hashes; a container
    /// of another tool is recorded to be replaced.
    /// </summary>
    private YamlMapping Recorded(YamlMapping written, string service, ImmutableArray<AdoptedContainer> members, ServiceHashes hashes)
    {
        if (!IsOfProject(members[0]))
            return written.With(Extension, AdoptedExtra.Write(new Adoption { Containers = [.. members.Select(member => member.Id)] }));
        if (members[0].Label(LabelNames.ConfigHash) is not { } hash)
            return written;
        if (hashes.FindVariant(service, hash) is { } variant)
            return HashMatching.Variant(written, variant);
        return hashes.Own(service) is { } own
            ? written.With(Extension, AdoptedExtra.Write(new Adoption { Hash = hash, As = own.In(Files.Dialect.V5) }))
            : written;
    }

    /// <summary>The first container of each service by name: the one that others share namespaces with.</summary>
    private NamedMap<string> Shared() => new(containers.Where(IsOfProject)
        .GroupBy(container => container.Label(LabelNames.Service)!, StringComparer.Ordinal)
        .Select(group => KeyValuePair.Create(group.Key, group.MinBy(container => container.Name, StringComparer.Ordinal)!.Id)));

    private YamlMapping Document(YamlMapping services, YamlMapping networks, YamlMapping volumes)
    {
        var document = new ComposeTree();
        document.Text("name", request.Project);
        document.Add("services", services);
        if (networks.Count > 0)
            document.Add("networks", networks);
        if (volumes.Count > 0)
            document.Add("volumes", volumes);
        var secrets = new ComposeTree();
        foreach (var (name, file) in scope.Secrets)
        {
            var secret = new ComposeTree();
            secret.Text("file", file);
            secrets.Add(name, secret);
        }

        document.Add("secrets", secrets);
        return document.Build();
    }
}
