using System.Buffers;
using System.Collections.Immutable;
using System.Globalization;
using Compose.Files.Model;
using Compose.Files.Text;
using Compose.Files.Yaml;
using Compose.Planning.Desired;

namespace Compose.Execution.Building;

/// <summary>
/// The project as a bake file: a target for every service that is built and for those that it is built from, the former in the default
/// group. Keys in the order in which Docker Compose prints them.
/// </summary>
public sealed class BakeFile
{
    private const string SecretPrefix = "NCOMPOSE_BUILD_SECRET_";
    private readonly BuildOrder _order;
    private readonly IReadOnlyDictionary<string, string> _proxies;
    private readonly Dictionary<string, string> _targets = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string?> _secrets = new(StringComparer.Ordinal);
    private readonly bool _isPrinted;
    private readonly SortedSet<string> _paths = new(StringComparer.Ordinal);

    private BakeFile(BuildOrder order, IReadOnlyDictionary<string, string> proxies, bool isPrinted) =>
        (_order, _proxies, _isPrinted) = (order, proxies, isPrinted);

    /// <summary>The name of each service's target.</summary>
    public IReadOnlyDictionary<string, string> Targets => _targets;

    /// <summary>Variables that carry secrets; the file only has their names.</summary>
    public IReadOnlyDictionary<string, string?> SecretVariables => _secrets;

    /// <summary>Folders that buildx must be allowed to read.</summary>
    public IReadOnlyCollection<string> LocalPaths => _paths;

    public bool IsPrivileged { get; private set; }

    public ReadOnlyMemory<byte> Json { get; private set; }

    /// <param name="order">What is built.</param>
    /// <param name="proxies">The proxy variables of the docker configuration.</param>
    /// <param name="isPrinted">For a reader, as Docker Compose prints it: with the names and paths that the user wrote. Otherwise for our
    /// buildx.</param>
    public static BakeFile Of(BuildOrder order, IReadOnlyDictionary<string, string> proxies, bool isPrinted = false)
    {
        var file = new BakeFile(order, proxies, isPrinted);
        var json = new ArrayBufferWriter<byte>();
        JsonTreeWriter.Write(file.Tree(), json);
        file.Json = json.WrittenMemory;
        return file;
    }

    private YamlMapping Tree()
    {
        var services = BuildContexts.WithContexts(_order.Project, _order.Services.Select(_order.Find))
            .OrderBy(service => service.Name, StringComparer.Ordinal).ToList();
        foreach (var service in services)
        {
            var name = service.Name.Replace('.', '_');
            while (_targets.ContainsValue(name))
                name += "_";
            _targets[service.Name] = name;
        }

        var targets = services.OrderBy(service => _targets[service.Name], StringComparer.Ordinal)
            .Select(service => Entry(_targets[service.Name], Target(service, service.Build!)));
        var group = _order.Services.Select(name => _targets[name]);
        return Map(
            Entry("group", Map(Entry("default", Map(Entry("targets", List(group)))))),
            Entry("target", Map([.. targets])));
    }

    private YamlMapping Target(Service service, Build build)
    {
        var flags = _order.Flags;
        IsPrivileged |= build.Privileged || build.Entitlements.Contains("security.insecure");
        _paths.UnionWith(
            build.AdditionalContexts.Values.Append(build.Context).Where(BuildContextKind.IsLocal)
                .Where(path => !path.StartsWith(BuildContexts.ServicePrefix, StringComparison.Ordinal)));
        var entries = new List<YamlEntry>();
        Text("context", build.Context);
        Strings("contexts", build.AdditionalContexts.Select((_, context) => Context(context)));
        Text("dockerfile", build.Dockerfile is { Length: > 0 } dockerfile ? BuildContextKind.DockerfilePath(
            build.Context, dockerfile) : "");
        Text("dockerfile-inline", Escaped(build.DockerfileInline ?? ""));
        Strings("args", _order.ArgumentsOf(service, _proxies).Select((_, value) => Escaped(value)));
        Strings("labels", _order.LabelsOf(service));
        Items("tags", _order.TagsOf(service));
        Items("cache-from", build.CacheFrom);
        Items("cache-to", build.CacheTo);
        Text("target", build.Target ?? "");
        Items("secret", build.Secrets.Select(Secret).OfType<string>());
        Items("ssh", build.Ssh.Concat(_isPrinted ? flags.Ssh : flags.Ssh.Select((_, paths) => FromWorkingFolder(paths))).Select(
            key => $"{key.Key}={key.Value}"));
        Items("platforms", BuildPlatforms.Of(_order, service).Platforms);
        Switch("pull", build.Pull || flags.Pull);
        Switch("no-cache", build.NoCache || flags.NoCache);
        Text("network", build.Network ?? "");
        Items("no-cache-filter", build.NoCacheFilter);
        Text("shm-size", build.ShmSize > 0 ? build.ShmSize.ToString(CultureInfo.InvariantCulture) : "");
        Items("ulimits", build.Ulimits.Select(
            limit => limit.Value.Single is > 0 and var one ? $"{limit.Key}={one}" : $"{limit.Key}={limit.Value.Soft}:{limit.Value.Hard}"));
        Text("call", flags.Check ? "lint" : "");
        Items("entitlements", build.Privileged ? build.Entitlements.Append("security.insecure") : build.Entitlements);
        Strings("extra-hosts", Hosts(build));
        Items("output", Outputs(service));
        Items("attest", Attestation("provenance", build.Provenance).Concat(Attestation("sbom", build.Sbom)));
        return Map([.. entries]);

        void Text(string key, string value)
        {
            if (value.Length > 0)
                entries.Add(Entry(key, Scalar(value)));
        }

        void Switch(string key, bool value)
        {
            if (value)
                entries.Add(Entry(key, YamlScalar.Boolean(SourceSpan.None, true)));
        }

        void Items(string key, IEnumerable<string> values)
        {
            if (List(values) is { Items.IsEmpty: false } list)
                entries.Add(Entry(key, list));
        }

        void Strings(string key, NamedMap<string> values)
        {
            if (values.Count > 0)
                entries.Add(Entry(key, Map([.. values.Select(item => Entry(item.Key, Scalar(item.Value)))])));
        }
    }

    private string Context(string context) => context.StartsWith(BuildContexts.ServicePrefix, StringComparison.Ordinal)
        ? "target:" + _targets.GetValueOrDefault(context[BuildContexts.ServicePrefix.Length..], "")
        : context;

    private string? Secret(FileReference reference)
    {
        if (!_order.Project.Secrets.TryGet(reference.Source, out var secret))
            return null;
        var id = reference.Target is { Length: > 0 } target ? target : reference.Source;
        if (secret.Environment is { Length: > 0 } variable)
        {
            // Under a name of ours: the project's name may be one that configures buildx, such as BUILDX_CONFIG.
            var carrier = _isPrinted ? variable : $"{SecretPrefix}{_secrets.Count + 1}";
            _secrets[carrier] = _order.Project.Environment.TryGet(variable, out var value) ? value : "";
            return $"id={id},type=env,env={carrier}";
        }

        return secret.File is { Length: > 0 } file ? $"id={id},type=file,src={file}" : null;
    }

    /// <summary>The paths of --ssh are the user's, so they start in the working folder, and buildx may read them.</summary>
    private string FromWorkingFolder(string paths)
    {
        var full = paths.Split(',').Select(path => path.Length == 0 ? path : Path.GetFullPath(path, _order.CurrentDirectory)).ToList();
        _paths.UnionWith(full.Where(path => path.Length > 0));
        return string.Join(',', full);
    }

    private ImmutableArray<string> Outputs(Service service)
    {
        var push = _order.Flags.Push && service.Image is { Length: > 0 };
        if (_order.Flags.Check)
            return [];
        if (BuildPlatforms.Of(_order, service).Platforms.Length > 1)
            return [$"type=image,push={(push ? "true" : "false")}"];
        return [push ? "type=registry" : "type=docker"];
    }

    private static IEnumerable<string> Attestation(string kind, string? said) => said switch
    {
        null or "" => [],
        "false" => [$"type={kind},disabled=true"],
        "true" => [$"type={kind}"],
        _ => [$"type={kind},{said}"],
    };

    private static NamedMap<string> Hosts(Build build) => new(build.ExtraHosts
        .Select(host => host.Split('=', 2)).Where(parts => parts.Length == 2)
        .GroupBy(parts => parts[0], parts => parts[1], StringComparer.Ordinal)
        .Select(host => KeyValuePair.Create(host.Key, string.Join(',', host))));

    /// <summary>Bake reads `${…}` as a variable of its own.</summary>
    private static string Escaped(string text) => text.Replace("${", "$${", StringComparison.Ordinal);

    private static YamlScalar Scalar(string text) => YamlScalar.String(SourceSpan.None, text);
    private static YamlEntry Entry(string key, YamlNode value) => new(key, SourceSpan.None, value);
    private static YamlMapping Map(params ImmutableArray<YamlEntry> entries) => new(SourceSpan.None, entries);
    private static YamlSequence List(IEnumerable<string> items) => new(SourceSpan.None, [.. items.Select(Scalar)]);
}
