using System.Collections.Immutable;
using Compose.Files.Checks;
using Compose.Files.Environment;
using Compose.Files.Model;
using Compose.Files.Normalizing;
using Compose.Files.Selection;
using Compose.Files.Yaml;

namespace Compose.Files.Binding;

/// <summary>From the final tree to the model.</summary>
public static class ProjectBinder
{
    public static ComposeProject Bind(SelectedTree selected, LoadRequest request, ComposeEnvironment environment)
    {
        var tree = selected.Tree;
        var jobs = JobBinder.Bind(tree);
        var ofJobs = jobs.Select((_, job) => job.Service);
        return new ComposeProject
        {
            Name = tree.Text("name") ?? request.ProjectName ?? "",
            Directory = request.Directory,
            Files = [.. request.Files.Select(file => file.Path)],
            Services = With(Services(selected.Services), request.WithJobs ? ofJobs : NamedMap<Service>.Empty),
            DisabledServices = With(Services(selected.Disabled), request.WithJobs ? NamedMap<Service>.Empty : ofJobs),
            Jobs = jobs,
            Networks = tree.Map("networks", ResourceBinder.Network),
            Volumes = tree.Map("volumes", ResourceBinder.Volume),
            Secrets = tree.Map("secrets", (key, node) => ResourceBinder.FileObject(key, node, environment)),
            Configs = tree.Map("configs", (key, node) => ResourceBinder.FileObject(key, node, environment)),
            Models = tree.Map("models", ResourceBinder.Model),
            Target = TargetExtra.Of(tree),
            NodeHosts = NodesExtra.Of(tree),
            WatchPoll = tree.Mapping(WatchExtras.Key)?.Mapping("watch")?.Duration("poll"),
            Separator = request.Compatibility ? "_" : "-",
            Environment = new NamedMap<string>(environment.Values.Select(variable =>
                KeyValuePair.Create(variable.Key, variable.Value.Value))),
        };
    }

    private static NamedMap<Service> With(NamedMap<Service> services, NamedMap<Service> more) =>
        more.Count == 0 ? services : new(services.Concat(more));

    private static NamedMap<Service> Services(YamlMapping services)
    {
        var bound = ImmutableArray.CreateBuilder<KeyValuePair<string, Service>>(services.Count);
        foreach (var entry in services.Entries)
            if (entry.Value is YamlMapping service)
                bound.Add(KeyValuePair.Create(entry.Key, ServiceBinder.Bind(entry.Key, entry.KeySpan, service)));
        return new NamedMap<Service>(bound);
    }
}
