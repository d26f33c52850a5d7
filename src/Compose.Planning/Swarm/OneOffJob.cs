using Compose.Files.Model;
using Compose.Planning.Swarm.Desired;
using Api = Docker.DotNet.Models;

namespace Compose.Planning.Swarm;

/// <summary>A service for one run of a command: a job with one task, which is never started again and publishes nothing.</summary>
internal static class OneOffJob
{
    public static Api.ServiceSpec Spec(ComposeProject project, Service service, StackBindings bindings, string name)
    {
        var spec = new ServiceMapping(project, service, bindings).Spec(1);
        spec.Name = name;
        spec.Labels![StackLabels.OneOff] = service.Name;
        spec.Mode = new Api.ServiceMode { ReplicatedJob = new Api.ReplicatedJob { MaxConcurrent = 1, TotalCompletions = 1 } };
        spec.TaskTemplate!.RestartPolicy = new Api.SwarmRestartPolicy { Condition = "none" };
        spec.EndpointSpec = new Api.EndpointSpec { Mode = spec.EndpointSpec?.Mode };
        (spec.UpdateConfig, spec.RollbackConfig) = (null, null);
        return spec;
    }
}
