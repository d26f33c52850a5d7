using Compose.Files.Model;
using Api = Docker.DotNet.Models;

namespace Compose.Planning.Swarm.Desired;

/// <summary>
/// A service of the file as the spec of a swarm service, equal to the one that `docker stack` makes where both can express it.
/// </summary>
internal sealed class ServiceMapping(ComposeProject project, Service service, StackBindings bindings)
{
    private readonly Deploy _deploy = service.Deploy ?? new Deploy();

    public static string NameOf(ComposeProject project, Service service) => $"{project.Name}_{service.Name}";

    /// <param name="replicas">How many tasks a replicated service has.</param>
    public Api.ServiceSpec Spec(int replicas) => new()
    {
        Name = NameOf(project, service),
        Labels = Labels(),
        TaskTemplate = new Api.TaskSpec
        {
            ContainerSpec = new ContainerMapping(project, service, bindings).Spec(),
            Resources = ResourceMapping.Of(service, bindings.ResourceKinds),
            RestartPolicy = RestartMapping.Of(service),
            Placement = Placement(),
            Networks = NetworkMapping.Attachments(project, service, bindings),
            LogDriver = service.Logging is { } logging ? new Api.SwarmDriver { Name = logging.Driver, Options = Map(logging.Options) }
                : null,
        },
        Mode = Mode((ulong)replicas),
        UpdateConfig = Update(_deploy.UpdateConfig),
        RollbackConfig = Update(_deploy.RollbackConfig),
        EndpointSpec = PortMapping.Of(service),
    };

    /// <summary>A service that others wait for to complete is a job, unless the file declares how it is restarted.</summary>
    public static bool IsJob(ComposeProject project, Service service) => service.Deploy?.Mode switch
    {
        "replicated-job" or "global-job" => true,
        null or "" => service is { Restart: null or "no", Deploy.RestartPolicy: null or { Condition: "none" } }
            or { Restart: null or "no", Deploy: null }
            && project.Services.Values.Any(other =>
                other.DependsOn.TryGet(service.Name, out var need) && need.Condition == DependencyCondition.CompletedSuccessfully),
        _ => false,
    };

    internal static Dictionary<string, string>? Map(NamedMap<string> values) =>
        values.Count == 0 ? null : values.ToDictionary(item => item.Key, item => item.Value, StringComparer.Ordinal);

    private Dictionary<string, string> Labels()
    {
        var labels = StackLabels.With(project.Name, _deploy.Labels);
        labels[StackLabels.Image] = service.Image ?? "";
        return labels;
    }

    private Api.ServiceMode Mode(ulong replicas) => _deploy.Mode switch
    {
        "global" => new Api.ServiceMode { Global = new Api.GlobalService() },
        "global-job" => new Api.ServiceMode { GlobalJob = new Api.GlobalJob() },
        _ when IsJob(project, service) => new Api.ServiceMode
        {
            ReplicatedJob = new Api.ReplicatedJob { MaxConcurrent = replicas, TotalCompletions = replicas },
        },
        _ => new Api.ServiceMode { Replicated = new Api.ReplicatedService { Replicas = replicas } },
    };

    private Api.Placement Placement()
    {
        var placement = _deploy.Placement ?? new Placement();
        return new Api.Placement
        {
            Constraints = placement.Constraints.IsEmpty ? null : [.. placement.Constraints],
            Preferences = placement.Spread.IsEmpty
                ? null
                : [.. placement.Spread
                    .Select(spread => new Api.PlacementPreference { Spread = new Api.SpreadOver { SpreadDescriptor = spread } })],
            MaxReplicas = placement.MaxReplicasPerNode > 0 ? (ulong)placement.MaxReplicasPerNode : null,
            Platforms = Platforms(),
        };
    }

    private List<Api.SwarmPlatform>? Platforms() => service.Platform?.Split('/') switch
    {
        [var system, var architecture, ..] => [new Api.SwarmPlatform { OS = system, Architecture = architecture }],
        _ when bindings.Images.TryGet(service.Name, out var image) && !image.Platforms.IsEmpty => [.. image.Platforms],
        _ => null,
    };

    private static Api.SwarmUpdateConfig? Update(UpdateConfig? config) => config is null ? null : new Api.SwarmUpdateConfig
    {
        Parallelism = (ulong)(config.Parallelism ?? 1),
        Delay = config.Delay == TimeSpan.Zero ? null : config.Delay,
        FailureAction = config.FailureAction.ToString().ToLowerInvariant(),
        Monitor = config.Monitor == TimeSpan.Zero ? null : config.Monitor,
        MaxFailureRatio = config.MaxFailureRatio,
        Order = config.Order == UpdateOrder.StartFirst ? "start-first" : "stop-first",
    };
}
