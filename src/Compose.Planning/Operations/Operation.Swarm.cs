using Compose.Files.Model;
using Api = Docker.DotNet.Models;

namespace Compose.Planning.Operations;

/// <summary>What is done on a swarm.</summary>
public abstract partial record Operation
{
    /// <summary>An operation on a service of a swarm: its key in the file, empty if no file has it, and its name in the swarm.</summary>
    public abstract record OnService(string Key, string Name) : Operation;

    /// <summary>The ids of configs and secrets that earlier steps create are filled in when it runs.</summary>
    public sealed record CreateService(string Key, Api.ServiceSpec Spec) : OnService(Key, Spec.Name ?? "");

    /// <summary>
    /// <paramref name="Version"/> is that of the service with the <paramref name="Old"/> spec: the swarm refuses any other.
    /// </summary>
    public sealed record UpdateService(string Key, string Id, ulong Version, Api.ServiceSpec Old, Api.ServiceSpec Spec)
        : OnService(Key, Spec.Name ?? "");

    /// <summary>Restores the <paramref name="Old"/> spec, unless the swarm has done so by itself.</summary>
    public sealed record RevertService(string Key, string Id, Api.ServiceSpec Old) : OnService(Key, Old.Name ?? "");

    public sealed record RemoveService(string Key, string Id, string Name) : OnService(Key, Name);

    /// <summary>Until the tasks of the current spec run, or those of a job have completed.</summary>
    public sealed record AwaitService(string Key, string Name) : OnService(Key, Name)
    {
        /// <summary>Set for a service that the plan does not change itself.</summary>
        public string? Id { get; init; }

        /// <summary>A rollback that the swarm completes is what is waited for.</summary>
        public bool IsRestored { get; init; }
    }

    public sealed record CreateStackNetwork(Network Network, Api.NetworksCreateParameters Request) : Operation;

    public sealed record RemoveStackNetwork(string Id, string Name) : Operation;

    public sealed record CreateConfig(FileObject File, Api.SwarmConfigSpec Spec) : Operation;

    /// <summary>Its labels are all of a config that a swarm can change.</summary>
    public sealed record RelabelConfig(FileObject File, string Id, ulong Version, Api.SwarmConfigSpec Spec) : Operation;

    /// <summary>Keeps what the stack is now as a config of the swarm.</summary>
    public sealed record RecordRelease(int Number, Api.SwarmConfigSpec Spec) : Operation;

    public sealed record RemoveConfig(string Id, string Name) : Operation;

    public sealed record CreateSecret(FileObject File, Api.SwarmSecretSpec Spec) : Operation;

    /// <summary>Its labels are all of a secret that a swarm can change.</summary>
    public sealed record RelabelSecret(FileObject File, string Id, ulong Version, Api.SwarmSecretSpec Spec) : Operation;

    public sealed record RemoveSecret(string Id, string Name) : Operation;

    /// <summary>Calls nothing: after it every service has converged, and none is rolled back.</summary>
    public sealed record Settle(string Stack) : Operation;

    /// <summary>Until no task of the stack is left, or none of one service.</summary>
    public sealed record AwaitTasksGone(string Stack) : Operation
    {
        public string? ServiceId { get; init; }
        public string? Service { get; init; }
    }

    private Resource? StackResource => this switch
    {
        OnService o => new Resource(ResourceKind.Service, o.Name),
        CreateStackNetwork o => new Resource(ResourceKind.Network, o.Request.Name),
        RemoveStackNetwork o => new Resource(ResourceKind.Network, o.Name),
        CreateConfig o => new Resource(ResourceKind.Config, o.Spec.Name ?? ""),
        RelabelConfig o => new Resource(ResourceKind.Config, o.Spec.Name ?? ""),
        RecordRelease o => new Resource(ResourceKind.Config, o.Spec.Name ?? ""),
        RemoveConfig o => new Resource(ResourceKind.Config, o.Name),
        CreateSecret o => new Resource(ResourceKind.Secret, o.Spec.Name ?? ""),
        RelabelSecret o => new Resource(ResourceKind.Secret, o.Spec.Name ?? ""),
        RemoveSecret o => new Resource(ResourceKind.Secret, o.Name),
        Settle o => new Resource(ResourceKind.Stack, o.Stack),
        AwaitTasksGone { Service: { } service } => new Resource(ResourceKind.Service, service),
        AwaitTasksGone o => new Resource(ResourceKind.Stack, o.Stack),
        _ => null,
    };
}
