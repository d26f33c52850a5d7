using System.Collections.Immutable;
using Compose.Files.Model;
using Compose.Files.Text;
using Compose.Files.Yaml;
using Compose.Planning.Desired;

namespace Compose.Planning.Tests.Laws;

/// <summary>Small projects that use everything a plan has to get right, from a seed.</summary>
internal sealed class RandomProject(Random random)
{
    private const string Name = "p";
    private readonly bool _listsAnnotations = random.Next(4) > 0;
    private int _swap;
    private static readonly string[] Pool = ["cache", "db", "job", "side", "web"];

    public static bool IsOneShot(string service) => service == "job";

    public static bool OneEndpoint(ComposeProject project) => project.Directory == "/one-endpoint";

    /// <summary>A later version of the same project differs in some of it.</summary>
    public DesiredState Next(bool oneEndpoint)
    {
        _swap = random.Next(2);
        var services = new List<Service>();
        foreach (var name in Pool)
            if (random.Next(8) > 0)
                services.Add(Service(name, services));
        var project = new ComposeProject
        {
            Name = Name,
            Directory = oneEndpoint ? "/one-endpoint" : "/p",
            Services = new NamedMap<Service>(services.Select(s => KeyValuePair.Create(s.Name, s))),
            Networks = new NamedMap<Network>([new("back", Network("back")), new("default", Network("default"))]),
            Volumes = new NamedMap<Volume>([new("data", Volume("data"))]),
        };
        return DesiredState.Of(project, new DesiredOptions
        {
            Images = new NamedMap<ImageFacts>([new("image", new ImageFacts("image", "id", "sha256:" + random.Next(2)))]),
            Seed = "seed",
            ListsAnnotations = _listsAnnotations,
        });
    }

    private Network Network(string key)
    {
        var version = random.Next(5) == 0 ? "2" : "1";
        var name = key == "back" && random.Next(8) == 0 ? "p_behind" : "p_" + key;
        return new Network
        {
            Key = key,
            Name = name,
            Labels = new NamedMap<string>([new("v", version)]),
            Source = Nodes.Map(("name", Nodes.Text(name)), ("labels", Nodes.Map(("v", Nodes.Text(version)))))
        };
    }

    private Volume Volume(string key)
    {
        var version = random.Next(6) == 0 ? "2" : "1";
        return new Volume
        {
            Key = key,
            Name = "p_" + key,
            Source = Nodes.Map(("name", Nodes.Text("p_" + key)), ("labels", Nodes.Map(("v", Nodes.Text(version)))))
        };
    }

    private Service Service(string name, List<Service> before)
    {
        var version = random.Next(3).ToString();
        var mounts = Mounts(name);
        var shared = name == "side" && before.Find(s => s.Name == "db") is { Scale: > 0 } ? "service:db" : null;
        var networks = shared is not null ? [] : random.Next(3) == 0 ? new[] { "back", "default" } : ["default"];
        var fixedName = name == "cache" && random.Next(2) == 0 ? "the-cache" : null;
        var port = name == "web" ? 8080 + _swap : name == "cache" && random.Next(3) == 0 ? 8081 - _swap : 0;
        var healthy = name is "db" or "cache";
        return new Service
        {
            Name = name,
            Image = "image",
            Scale = port != 0 || fixedName is not null ? random.Next(2) : random.Next(4),
            ContainerName = fixedName,
            NetworkMode = shared,
            Networks = new NamedMap<ServiceNetwork?>(networks.Select(key => KeyValuePair.Create<string, ServiceNetwork?>(key, null))),
            Volumes = mounts,
            Ports = port == 0 ? [] : [new Port { Target = 80, Published = port.ToString() }],
            HealthCheck = healthy ? new HealthCheck() : null,
            DependsOn = Dependencies(before, shared),
            PreStop = name == "web" ? [new Hook { Command = ["bye"] }] : [],
            PostStart = name == "db" ? [new Hook { Command = ["hi"] }] : [],
            PreStart = name == "web" ? [new Hook { Command = ["first"] }] : [],
            Deploy = random.Next(3) == 0
                ? new Deploy { UpdateConfig = Update(), RollbackConfig = random.Next(2) == 0 ? Update() : null }
                : null,
            Source = Nodes.Map(
                ("image", Nodes.Text("image")), ("environment", Nodes.Map(("V", Nodes.Text(version)))),
                ("networks", Nodes.Map([.. networks.Select(key => (key, (YamlNode?)YamlScalar.Null(SourceSpan.None)))])),
                ("container_name", fixedName is null ? null : Nodes.Text(fixedName)),
                ("network_mode", shared is null ? null : Nodes.Text(shared)),
                ("volumes", Nodes.List(mounts.Select(m => m.Source + ":" + m.Target))), ("ports", Nodes.List([port.ToString()]))),
        };
    }

    private UpdateConfig Update() => new()
    {
        Order = random.Next(3) switch { 0 => null, 1 => UpdateOrder.StartFirst, _ => UpdateOrder.StopFirst },
        Parallelism = random.Next(4) switch { 0 => null, var some => some - 1 },
        Delay = TimeSpan.FromSeconds(random.Next(2)),
        Monitor = TimeSpan.FromSeconds(random.Next(2)),
        FailureAction = random.Next(4) switch { 0 or 1 => UpdateFailure.Pause, 2 => UpdateFailure.Continue, _ => UpdateFailure.Rollback },
        MaxFailureRatio = random.Next(3) == 0 ? 0.5f : 0,
    };

    /// <summary>A service with anonymous volumes does not use the recreated volume: a removed container has no replacement.</summary>
    private ImmutableArray<Mount> Mounts(string name) => name switch
    {
        "db" => [new Mount { Type = MountType.Volume, Target = "/cache" }],
        "web" or "job" when random.Next(2) == 0 => [new Mount { Type = MountType.Volume, Source = "data", Target = "/data" }],
        _ => [],
    };

    private NamedMap<Dependency> Dependencies(List<Service> before, string? shared)
    {
        var found = new Dictionary<string, Dependency>();
        foreach (var other in before)
        {
            var condition = IsOneShot(other.Name) ? DependencyCondition.CompletedSuccessfully
                : other.HealthCheck is not null && random.Next(2) == 0 ? DependencyCondition.Healthy : DependencyCondition.Started;
            if (random.Next(2) == 0 || (shared is not null && shared.EndsWith(other.Name)))
                found[other.Name] = new Dependency(condition, Restart: random.Next(2) == 0);
        }

        return new NamedMap<Dependency>(found);
    }
}
