using System.Collections.Immutable;
using Compose.Files.Model;
using Compose.Files.Text;
using Compose.Files.Yaml;

namespace Compose.Files.Binding;

/// <summary>
/// use_api_socket, as the engine can be told of it: the socket as a bind, and the user's credentials as a config beside it. It is a change
/// of the declared service, not of the request: the config hash is of the service with it.
/// </summary>
public static class ApiSocket
{
    /// <summary>No name of the file can begin like this.</summary>
    private const string ConfigKey = "#apisocket";
    private const string Socket = "/var/run/docker.sock";
    private const string Folder = "/run/secrets/docker";
    private const string FolderVariable = "DOCKER_CONFIG";

    public static bool IsUsed(ComposeProject project) => project.Services.Values.Any(service => service.UseApiSocket);

    /// <summary><paramref name="credentials"/>: a docker configuration that holds nothing else.</summary>
    public static ComposeProject Apply(ComposeProject project, string credentials) => project with
    {
        Services = project.Services.Select((_, service) => service.UseApiSocket ? Apply(service) : service),
        Configs = project.Configs.With(ConfigKey, new FileObject { Key = ConfigKey, Name = ConfigKey, Content = credentials }),
    };

    private static Service Apply(Service service)
    {
        var tree = service.Source;
        tree = Append(tree, "volumes", Mapping(("type", "bind"), ("source", Socket), ("target", Socket)));
        tree = Append(tree, "configs", Mapping(("source", ConfigKey), ("target", Folder + "/config.json")));
        var variables = tree["environment"] as YamlMapping ?? Mapping();
        if (!variables.Contains(FolderVariable))
            tree = tree.With("environment", variables.With(FolderVariable, Text(Folder)));
        return ServiceBinder.Bind(service.Name, service.NameSpan, tree);
    }

    private static YamlMapping Append(YamlMapping service, string attribute, YamlMapping item) =>
        service.With(attribute, new YamlSequence(SourceSpan.None, [.. (service[attribute] as YamlSequence)?.Items ?? [], item]));

    private static YamlMapping Mapping(params ReadOnlySpan<(string Key, string Value)> items)
    {
        var entries = ImmutableArray.CreateBuilder<YamlEntry>(items.Length);
        foreach (var (key, value) in items)
            entries.Add(new YamlEntry(key, SourceSpan.None, Text(value)));
        return new YamlMapping(SourceSpan.None, entries.ToImmutable());
    }

    private static YamlScalar Text(string text) => YamlScalar.String(SourceSpan.None, text);
}
