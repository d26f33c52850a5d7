using System.Collections.Immutable;
using Compose.Files;
using Compose.Files.Model;
using Compose.Host;
using Compose.Planning.Desired;
using Compose.Planning.Naming;

namespace Compose.Execution.Building;

/// <summary>How the images of a project are to be built in one run.</summary>
public sealed record BuildOrder
{
    public required ComposeProject Project { get; init; }

    /// <summary>Says which docker configuration and which builder buildx uses.</summary>
    public required ProcessEnvironment Environment { get; init; }

    /// <summary>The working folder, for paths of the command line.</summary>
    public required string CurrentDirectory { get; init; }

    public BuildFlags Flags { get; init; } = new();
    public Dialect Dialect { get; init; }

    /// <summary>The buildx to use; null for the engine's own builder.</summary>
    public string? Buildx { get; init; }

    /// <summary>For containers that are started now: of several platforms the one that runs here.</summary>
    public bool SinglePlatform { get; init; }

    /// <summary>The services of this run.</summary>
    public ImmutableArray<string> Services { get; init; } = [];

    /// <summary>The builder's own log is printed, line by line. Otherwise only the step that each image is at is reported.</summary>
    public bool PrintsLog { get; init; }

    /// <summary>Where results go that are data, not progress.</summary>
    public Action<ReadOnlyMemory<byte>>? Print { get; init; }

    public Service Find(string name) =>
        Project.Services.TryGet(name, out var service) || Project.DisabledServices.TryGet(name, out service) ? service
            : throw new KeyNotFoundException($"no service {name}");

    /// <summary>
    /// What the files say, over it the command line, then the environment for names without a value, then the proxies for names that are not
    /// set.
    /// </summary>
    public NamedMap<string> ArgumentsOf(Service service, IReadOnlyDictionary<string, string> proxies)
    {
        var arguments = new Dictionary<string, string?>(service.Build!.Args, StringComparer.Ordinal);
        foreach (var (name, value) in Flags.Arguments)
            arguments[name] = value;
        var known = arguments.Select(
            item => KeyValuePair.Create(item.Key, item.Value ?? (Project.Environment.TryGet(item.Key, out var found) ? found : null)));
        var set = known.Where(item => item.Value is not null).Select(item => KeyValuePair.Create(item.Key, item.Value!)).ToList();
        set.AddRange(proxies.Where(proxy => !arguments.ContainsKey(proxy.Key)));
        return new NamedMap<string>(set);
    }

    public NamedMap<string> LabelsOf(Service service) => service.Build!.Labels
        .With(LabelNames.Version, Labels.Version(Dialect))
        .With(LabelNames.Project, Project.Name)
        .With(LabelNames.Service, service.Name);

    /// <summary>Every name that the image gets.</summary>
    public IEnumerable<string> TagsOf(Service service) => service.Build!.Tags.Append(ImageReference.Of(Project, service));
}
