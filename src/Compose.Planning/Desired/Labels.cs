using System.Globalization;
using Compose.Files;
using Compose.Files.Model;
using Compose.Files.Yaml;
using Compose.Planning.Attributes;
using Compose.Planning.Naming;

namespace Compose.Planning.Desired;

/// <summary>Builds all labels and annotations.</summary>
public static class Labels
{
    /// <summary>The version of Docker Compose whose conventions the labels follow.</summary>
    public static string Version(Dialect dialect) => dialect == Dialect.V240 ? "2.40.3" : "5.5.0";

    /// <summary>The labels of every replica: the user's, overridden by ours.</summary>
    public static NamedMap<string> OfService(
        ComposeProject project, Service service, Dialect dialect, IReadOnlyCollection<string> environmentFiles)
    {
        var labels = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, value) in service.Labels)
            labels[name] = value;
        labels[LabelNames.Project] = project.Name;
        labels[LabelNames.Service] = service.Name;
        labels[LabelNames.Version] = Version(dialect);
        labels[LabelNames.WorkingDir] = project.Directory;
        labels[LabelNames.ConfigFiles] = string.Join(',', project.Files);
        labels[LabelNames.OneOff] = "False";
        labels[LabelNames.DependsOn] = DependsOn(service);
        if (environmentFiles.Count > 0)
            labels[LabelNames.EnvironmentFile] = string.Join(',', environmentFiles);
        return new NamedMap<string>(labels);
    }

    public static NamedMap<string> OfReplica(NamedMap<string> service, int number) =>
        service.With(LabelNames.Number, number.ToString(CultureInfo.InvariantCulture));

    public static NamedMap<string> OfOneOff(NamedMap<string> service, string slug) =>
        service.With(LabelNames.OneOff, "True").With(LabelNames.Slug, slug);

    /// <summary>Neither a number nor a hash: a hook is no container of the service to other programs.</summary>
    public static NamedMap<string> OfHook(ComposeProject project, Service hook, Dialect dialect) => hook.Labels
        .With(LabelNames.Project, project.Name)
        .With(LabelNames.Service, hook.Name)
        .With(LabelNames.Version, Version(dialect))
        .With(LabelNames.Hook, "pre_start");

    public static NamedMap<string> OfNetwork(ComposeProject project, Network network, SpecHash hash, DesiredOptions options) =>
        OfResource(network.Labels, network.Source, DigestKey.For(options.Seed, "networks/" + network.Key, isHidden: false))
            .With(LabelNames.Project, project.Name)
            .With(LabelNames.Network, network.Key)
            .With(LabelNames.Version, Version(options.Dialect))
            .With(LabelNames.ConfigHash, hash.In(options.Dialect));

    public static NamedMap<string> OfVolume(ComposeProject project, Volume volume, SpecHash hash, DesiredOptions options) =>
        OfResource(volume.Labels, volume.Source, DigestKey.For(options.Seed, "volumes/" + volume.Key, isHidden: false))
            .With(LabelNames.Project, project.Name)
            .With(LabelNames.Volume, volume.Key)
            .With(LabelNames.Version, Version(options.Dialect))
            .With(LabelNames.ConfigHash, hash.In(options.Dialect));

    /// <summary>Networks and volumes have no annotations.</summary>
    private static NamedMap<string> OfResource(NamedMap<string> labels, YamlMapping? source, DigestKey key) =>
        labels.With(LabelNames.Attributes, AttributeDigests.Of(source, key)).With(LabelNames.Key, key.Value);

    /// <summary>One key for all replicas of a service, because they have the same declaration.</summary>
    public static DigestKey KeyOf(Service service, DesiredOptions options) =>
        DigestKey.For(options.Seed, "services/" + service.Name, options.ListsAnnotations);

    /// <summary>Values for an inspect or an API list only: metrics and container lists print labels, but not annotations.</summary>
    public static NamedMap<string> Annotations(Service service, DesiredOptions options)
    {
        if (!options.ListsAnnotations)
            return NamedMap<string>.Empty;
        var key = new NamedMap<string>([new(LabelNames.Key, KeyOf(service, options).Value)]);
        return service.PreStop.IsEmpty ? key : key.With(LabelNames.PreStop, RememberedHooks.Of(service.PreStop));
    }

    /// <summary>`db:service_healthy:false,…` ordered by name, the same in every run.</summary>
    public static string DependsOn(Service service) => string.Join(',', service.DependsOn.Select(item =>
        $"{item.Key}:{Condition(item.Value.Condition)}:{(item.Value.Restart ? "true" : "false")}"));

    /// <summary>Parses the label of a container of ncompose or Docker Compose.</summary>
    public static NamedMap<Dependency> ParseDependsOn(string? label)
    {
        var found = new Dictionary<string, Dependency>(StringComparer.Ordinal);
        foreach (var item in (label ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries))
        {
            var parts = item.Split(':');
            found[parts[0]] = new Dependency(parts.Length > 1 ? Condition(parts[1]) : DependencyCondition.Started,
                parts is [_, _, "true", ..]);
        }

        return new NamedMap<Dependency>(found);
    }

    private static string Condition(DependencyCondition condition) => condition switch
    {
        DependencyCondition.Healthy => "service_healthy",
        DependencyCondition.CompletedSuccessfully => "service_completed_successfully",
        _ => "service_started",
    };

    private static DependencyCondition Condition(string text) => text switch
    {
        "service_healthy" => DependencyCondition.Healthy,
        "service_completed_successfully" => DependencyCondition.CompletedSuccessfully,
        _ => DependencyCondition.Started,
    };
}
