using System.Collections.Immutable;
using System.Globalization;
using Compose.Files.Model;
using Compose.Files.Text;
using Compose.Files.Yaml;

namespace Compose.Planning.Kubernetes;

/// <summary>
/// What runs the pods of a service: a Deployment; a DaemonSet for one on each node; a Job for a service that is meant to end.
/// </summary>
internal static class Workloads
{
    private const string Job = "Job";
    private const string DaemonSet = "DaemonSet";
    private const string Deployment = "Deployment";

    public static string KindOf(ComposeProject project, Service service) => service.Deploy?.Mode switch
    {
        "global" => DaemonSet,
        "replicated-job" or "global-job" => Job,
        _ => project.Services.Values.Any(other => other.DependsOn.TryGet(service.Name, out var dependency)
            && dependency.Condition == DependencyCondition.CompletedSuccessfully)
            ? Job : Deployment,
    };

    public static YamlMapping Of(ComposeProject project, Service service, ImmutableArray<ServicePort> ports)
    {
        var kind = KindOf(project, service);
        var labels = ManifestParts.Labels(project, service);
        var spec = new TreeBuilder();
        if (kind == Deployment)
            spec.Add("replicas", YamlScalar.Integer(SourceSpan.None, service.Replicas));
        if (kind == Job)
        {
            spec.Number("completions", service.Replicas);
            spec.Number("parallelism", service.Replicas);
            spec.Number("backoffLimit", Attempts(service));
        }
        else
        {
            spec.Add("selector", ManifestParts.Selector(labels));
        }

        if (kind == Deployment)
            spec.Add("strategy", Strategy(service));
        spec.Add("template", Template(project, service, ports, kind));
        return ManifestParts.Of(kind == Job ? "batch/v1" : "apps/v1", kind, KubernetesNames.Safe(service.Name), project, labels)
            .With("spec", spec.Build());
    }

    /// <summary>As Docker Compose updates: the old container goes first, unless the file says otherwise.</summary>
    private static TreeBuilder Strategy(Service service)
    {
        var strategy = new TreeBuilder();
        strategy.Text("type", service.Deploy?.UpdateConfig?.Order == UpdateOrder.StartFirst ? "RollingUpdate" : "Recreate");
        return strategy;
    }

    private static long? Attempts(Service service) => service.Deploy?.RestartPolicy?.MaxAttempts
        ?? (service.Restart?.Split(':') is ["on-failure", var count]
            && long.TryParse(count, CultureInfo.InvariantCulture, out var attempts) ? attempts : null);

    private static TreeBuilder Template(ComposeProject project, Service service, ImmutableArray<ServicePort> ports, string kind)
    {
        var metadata = new TreeBuilder();
        metadata.Add("labels", ManifestParts.PodLabels(project, service));
        metadata.Map("annotations", service.Annotations.Select(one => KeyValuePair.Create(one.Key, (string?)one.Value)));
        var volumes = new PodVolumes(project, service);
        var pod = PodPart.Of(service, kind == Job ? RestartOfJob(service) : null);
        pod.Items("containers", [ContainerPart.Of(project, service, ports, volumes)]);
        pod.Items("volumes", volumes.Volumes);
        var template = new TreeBuilder();
        template.Add("metadata", metadata);
        template.Add("spec", pod);
        return template;
    }

    private static string RestartOfJob(Service service) =>
        service.Restart is { Length: > 0 } restart && restart != "no"
            || service.Deploy?.RestartPolicy?.Condition is "on-failure" or "any" ? "OnFailure" : "Never";
}
