using Compose.Files.Model;
using Docker.DotNet.Models;

namespace Compose.Execution.Requests;

/// <summary>The portable half of a create call: what the process in the container is.</summary>
public static class ContainerRequest
{
    public static CreateContainerParameters Create(ContainerInputs inputs)
    {
        var service = inputs.Service;
        return new CreateContainerParameters
        {
            Hostname = service.Hostname ?? "",
            Domainname = service.DomainName ?? "",
            User = service.User ?? "",
            AttachStdin = inputs.AttachStdin,
            AttachStdout = true,
            AttachStderr = true,
            ExposedPorts = PortRequests.Exposed(service, inputs.Spec.Dialect),
            Tty = service.Tty,
            OpenStdin = service.StdinOpen,
            StdinOnce = inputs.AttachStdin && service.StdinOpen,
            Env = Environment(inputs)!,
            Cmd = service.Command is { } command ? command : null!,
            Healthcheck = Probe(service.HealthCheck),
            Image = inputs.Spec.Image.Reference,
            WorkingDir = service.WorkingDir ?? "",
            Entrypoint = service.Entrypoint is { } entrypoint ? entrypoint : null!,
            NetworkDisabled = service.NetworkMode == "disabled" ? true : null,
            Labels = HostRequest.Map(inputs.Spec.LabelsFor(inputs.IdOf, inputs.ImageDigest))!,
            StopSignal = service.StopSignal,
            StopTimeout = Seconds(service.StopGracePeriod),
            HostConfig = HostRequest.Create(inputs),
            NetworkingConfig = EndpointRequests.AtCreate(inputs),
        };
    }

    /// <summary>`K=V`, or a bare `K` which unsets what the image has.</summary>
    public static IList<string>? Environment(ContainerInputs inputs)
    {
        var variables = new SortedDictionary<string, string?>(StringComparer.Ordinal);
        foreach (var (name, value) in inputs.ProxyEnvironment)
            variables[name] = value;
        foreach (var (name, value) in inputs.Service.Environment)
            variables[name] = value;
        return variables.Count == 0 ? null : Pairs(variables);
    }

    public static List<string> Pairs(IEnumerable<KeyValuePair<string, string?>> variables) =>
        [.. variables.Select(variable => variable.Value is null ? variable.Key : $"{variable.Key}={variable.Value}")];

    /// <summary>Rounded up: Docker Compose cuts off, and half a second becomes none.</summary>
    private static TimeSpan? Seconds(TimeSpan? period) =>
        period is { } given ? TimeSpan.FromSeconds(Math.Ceiling(given.TotalSeconds)) : null;

    private static HealthcheckConfig? Probe(HealthCheck? check) => check is null
        ? null
        : new HealthcheckConfig
        {
            Test = check.Disable ? ["NONE"] : check.Test.IsEmpty ? null : check.Test,
            Interval = check.Interval,
            Timeout = check.Timeout,
            StartPeriod = check.StartPeriod,
            StartInterval = check.StartInterval,
            Retries = (long?)check.Retries,
        };
}
