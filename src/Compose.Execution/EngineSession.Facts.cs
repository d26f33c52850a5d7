using Compose.Engine.Addressing;
using Compose.Engine.Registry;
using Compose.Engine.Versions;
using Compose.Execution.Facts;
using Compose.Host.Processes;
using Docker.DotNet.Models;

namespace Compose.Execution;

public sealed partial class EngineSession
{
    public ClientFacts ClientFacts()
    {
        var config = DockerConfig.Load(environment);
        var current = config.Damage is null ? DockerContexts.Current(environment) : null;
        return new ClientFacts
        {
            Address = Address,
            Origin = engine.Address.Origin,
            Configuration = config.File,
            Damage = config.Damage?.Message,
            Buildx = Building.Buildx.Find(environment),
            Contexts = [.. DockerContexts.List(environment).Select(context =>
                new ClientFacts.ContextFacts(context.Key, context.Value, context.Key == current))],
            Credentials = [.. config.CredentialPrograms.Select(program =>
                new ClientFacts.CredentialFacts(program.Key, program.Value, ChildProcess.Find(program.Value, environment) is not null))],
        };
    }

    public async Task<EngineFacts> FactsAsync(CancellationToken cancellationToken)
    {
        var (version, ping) = (await engine.VersionAsync(cancellationToken), await engine.PingAsync(cancellationToken));
        var info = await engine.InfoAsync(cancellationToken);
        var answer = await engine.EngineVersionAsync(cancellationToken);
        return new EngineFacts
        {
            Name = info.Name ?? "",
            Product = $"{(ping.IsPodman ? "Podman" : "Docker")} {info.ServerVersion}",
            Api = version.ToString(),
            NewestApi = answer.APIVersion ?? "",
            System = info.OperatingSystem ?? "",
            Kernel = info.KernelVersion ?? "",
            Platform = $"{info.OSType}/{info.Architecture}",
            StorageDriver = info.Driver ?? "",
            Folder = info.DockerRootDir ?? "",
            Processors = info.NCPU,
            Memory = info.MemTotal,
            FreeSpace = FreeSpace(info.DockerRootDir),
            Swarm = info.Swarm?.LocalNodeState ?? "",
            Capabilities = [.. await CapabilitiesAsync(info, version, cancellationToken)],
        };
    }

    /// <summary>
    /// The engine's folder is one of this machine only behind a socket, and not in the virtual machine of Docker Desktop.
    /// </summary>
    private long? FreeSpace(string? folder) =>
        engine.Address.Scheme == EngineScheme.Unix && folder is { Length: > 0 } && Directory.Exists(folder)
            ? new DriveInfo(folder).AvailableFreeSpace : null;

    private async Task<IEnumerable<Capability>> CapabilitiesAsync(
        SystemInfoResponse info, ApiVersion version, CancellationToken cancellationToken)
    {
        var builds = await FindBuildxAsync(null, cancellationToken) is not null;
        var isWindows = info.OSType == "windows";
        return
        [
            new("builds with BuildKit",
                builds ? null : "no buildx for this engine: its own builder is used, without secrets, ssh and several platforms"),
            new("models",
                _models.Program is not null ? null : "the docker model plugin is not installed: services with models are refused"),
            new("use_api_socket", isWindows ? "a Windows engine has no socket to mount: refused" : null),
            new("target swarm", info.Swarm?.ControlAvailable == true ? null : "the engine is no manager of a swarm: docker swarm init"),
            new("scheduled jobs in the engine", "not supported: `ncompose schedule` starts them while it runs"),
            Since(ApiVersions.AnnotationsInList, "pre_stop hooks after their file has changed",
                "they run only as the current file has them"),
            Since(ApiVersions.SeveralEndpointsAtCreate, "all networks before the start",
                "networks after the first are connected one by one"),
            Since(ApiVersions.EndpointMacAddress, "mac_address per network", "only the container's own is possible"),
            Since(ApiVersions.CdiDevices, "devices by CDI name", "refused"),
            Since(ApiVersions.EnableIPv4, "enable_ipv4 of networks", "refused"),
            Since(ApiVersions.ImageManifests, "images of several platforms in the store", "each name has one platform"),
            Limit(info.MemoryLimit, "mem_limit"),
            Limit(info.SwapLimit, "memswap_limit"),
            Limit(info.CPUCfsQuota, "cpus"),
            Limit(info.CPUSet, "cpuset"),
            Limit(info.PidsLimit, "pids_limit"),
        ];

        Capability Since(ApiGate gate, string name, string otherwise) =>
            new(name, gate.IsOpen(version) ? null : $"needs Docker Engine {gate.Engine}: {otherwise}");

        Capability Limit(bool works, string attribute) =>
            new(attribute, works || isWindows ? null : "the engine's kernel does not offer it: the limit has no effect");
    }
}
