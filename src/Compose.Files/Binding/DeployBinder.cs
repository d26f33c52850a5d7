using Compose.Files.Model;
using Compose.Files.Yaml;

namespace Compose.Files.Binding;

internal static class DeployBinder
{
    public static Deploy Bind(YamlMapping deploy) => new()
    {
        Mode = deploy.Text("mode"),
        Replicas = deploy.OptionalInt("replicas"),
        Labels = deploy.Strings("labels"),
        UpdateConfig = deploy.Object("update_config", Update),
        RollbackConfig = deploy.Object("rollback_config", Update),
        Limits = deploy["resources"] is YamlMapping resources ? resources.Object("limits", Resources) : null,
        Reservations = deploy["resources"] is YamlMapping others ? others.Object("reservations", Resources) : null,
        RestartPolicy = deploy.Object("restart_policy", RestartPolicy),
        Placement = deploy.Object("placement", Placement),
        EndpointMode = deploy.Text("endpoint_mode"),
    };

    private static UpdateConfig Update(YamlMapping update) => new()
    {
        Parallelism = update.OptionalLong("parallelism"),
        Delay = update.Duration("delay") ?? TimeSpan.Zero,
        FailureAction = update.Text("failure_action") switch
        {
            "rollback" => UpdateFailure.Rollback,
            "continue" => UpdateFailure.Continue,
            _ => UpdateFailure.Pause,
        },
        Monitor = update.Duration("monitor") ?? TimeSpan.Zero,
        MaxFailureRatio = update.Single("max_failure_ratio"),
        Order = update.Text("order") switch { null => null, "start-first" => UpdateOrder.StartFirst, _ => UpdateOrder.StopFirst },
    };

    private static ComputeResources Resources(YamlMapping resource) => new()
    {
        Cpus = resource.Single("cpus"),
        Memory = resource.Long("memory"),
        Pids = resource.Long("pids"),
        Devices = resource.List("devices", DeviceBinder.Request),
        GenericResources = resource.List("generic_resources", Generic),
    };

    private static GenericResource Generic(YamlMapping generic) => generic["discrete_resource_spec"] is YamlMapping spec
        ? new GenericResource(spec.Text("kind") ?? "", spec.Long("value"))
        : new GenericResource("", 0);

    private static RestartPolicy RestartPolicy(YamlMapping policy) => new()
    {
        Condition = policy.Text("condition"),
        Delay = policy.Duration("delay"),
        MaxAttempts = policy.OptionalLong("max_attempts"),
        Window = policy.Duration("window"),
    };

    private static Placement Placement(YamlMapping placement) => new()
    {
        Constraints = placement.Texts("constraints"),
        Spread = placement.List("preferences", preference => preference.Text("spread") ?? ""),
        MaxReplicasPerNode = placement.Long("max_replicas_per_node"),
    };
}
