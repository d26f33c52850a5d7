using System.Collections.Immutable;
using Compose.Files.Diagnostics;
using Compose.Files.Model;
using Compose.Files.Text;
using Compose.Files.Yaml;

namespace Compose.Planning.Kubernetes;

/// <summary>
/// A project as Kubernetes manifests in a kustomize layout: a base, and an overlay for a cluster on a desktop. A pure function of the
/// project. Secrets are files that kustomize reads, so that no manifest holds them.
/// </summary>
public sealed class KubernetesConversion
{
    public const string Base = "base";
    public const string SecretFolder = Base + "/secrets";

    private readonly ConversionInputs _inputs;
    private readonly ComposeProject _project;
    private readonly ImmutableArray<Manifest>.Builder _manifests = ImmutableArray.CreateBuilder<Manifest>();
    private readonly ImmutableArray<SecretContent>.Builder _secrets = ImmutableArray.CreateBuilder<SecretContent>();
    private readonly ImmutableArray<Diagnostic>.Builder _diagnostics = ImmutableArray.CreateBuilder<Diagnostic>();
    private readonly List<YamlNode> _generators = [];

    private KubernetesConversion(ConversionInputs inputs) => (_inputs, _project) = (inputs, inputs.Project);

    public static Conversion Of(ConversionInputs inputs) => new KubernetesConversion(inputs).Convert();

    private Conversion Convert()
    {
        CheckNames();
        Add($"0-{Namespace}-namespace", ManifestParts.Of("v1", "Namespace", Namespace, null, ManifestParts.Labels(_project, null)));
        Configs();
        Secrets();
        foreach (var volume in _project.Volumes.Values.Where(volume => !volume.External))
            Add($"{volume.Key}-persistentVolumeClaim", Claims.Of(_project, volume));
        foreach (var service in _project.Services.Values)
            Service(service);
        foreach (var network in _project.Networks.Values)
            if (_project.Services.Values.Any(service => service.Networks.Contains(network.Key)))
                Add($"{network.Key}-network-policy", Policies.OfNetwork(_project, network.Key));
        var files = _manifests.Select(manifest => manifest.Path).ToList();
        _manifests.Insert(0, new Manifest($"{Base}/kustomization.yaml", Kustomization.Base(files, _generators)));
        _manifests.AddRange(Kustomization.Desktop(_project));
        return new Conversion
        {
            Manifests = _manifests.ToImmutable(),
            Secrets = _secrets.ToImmutable(),
            Diagnostics = _diagnostics.ToImmutable()
        };
    }

    private string Namespace => KubernetesNames.Safe(_project.Name);

    private void Add(string file, YamlMapping tree) => _manifests.Add(new Manifest($"{Base}/{file}.yaml", tree));

    private void Service(Service service)
    {
        _diagnostics.AddRange(ServiceChecks.Of(service));
        var hidden = HiddenVariables.Of(service);
        foreach (var (name, value) in hidden)
        {
            var path = $"{SecretFolder}/{service.Name}.{name}";
            _secrets.Add(new SecretContent(path, $"{name} of service {service.Name}", value));
        }

        if (hidden.Count > 0)
            _generators.Add(Kustomization.Generator(HiddenVariables.SecretOf(service), hidden
                .Select(item => (item.Key, $"secrets/{service.Name}.{item.Key}")), Namespace));
        var ports = ServicePort.Exposed(service, _inputs.Exposed.TryGet(service.Name, out var image) ? image : []);
        Add($"{service.Name}-{Workloads.KindOf(_project, service).ToLowerInvariant()}", Workloads.Of(_project, service, ports));
        if (!ports.IsEmpty)
            Add($"{service.Name}-expose", Services.Exposed(_project, service, ports));
        if (ServicePort.PublishedBy(service) is not { IsEmpty: false } published)
            return;
        Add($"{service.Name}-service", Services.Published(_project, service, published));
        if (service.Networks.Count > 0)
            Add($"{service.Name}-published-network-policy", Policies.OfPublished(_project, service, published));
    }

    private void Configs()
    {
        var data = new TreeBuilder();
        foreach (var config in _project.Configs.Values.Where(config => !config.External))
        {
            if (_inputs.Contents.TryGet("configs/" + config.Key, out var content))
                data.Add(config.Key, YamlScalar.String(SourceSpan.None, content));
            else
                Problem($"the content of config \"{config.Key}\" cannot be read", config.Source?.Span ?? default);
        }

        if (data.IsEmpty)
            return;
        var map = ManifestParts.Of("v1", "ConfigMap", Namespace, _project, ManifestParts.Labels(_project, null));
        Add($"{_project.Name}-configs", map.With("data", data.Build()));
    }

    private void Secrets()
    {
        foreach (var secret in _project.Secrets.Values.Where(secret => !secret.External))
        {
            // kustomize reads the name as a number and cannot write the Secret then.
            if (secret.Key.All(char.IsAsciiDigit))
                Problem($"the name of secret \"{secret.Key}\" is a number, which kustomize does not take", secret.Source?.Span ?? default);
            var path = $"{SecretFolder}/{secret.Key}";
            _secrets.Add(new SecretContent(path, $"secret {secret.Key}",
                _inputs.Contents.TryGet("secrets/" + secret.Key, out var content) ? content : null));
            _generators.Add(Kustomization.Generator(KubernetesNames.Safe(secret.Key), [(secret.Key, $"secrets/{secret.Key}")], Namespace));
        }
    }

    /// <summary>Kubernetes knows fewer characters in names, so that two names of the file may be one there.</summary>
    private void CheckNames()
    {
        foreach (var (kind, names) in new[] { ("services", _project.Services.Keys), ("volumes", _project.Volumes.Keys),
            ("secrets", _project.Secrets.Keys) })
            foreach (var same in names.GroupBy(kind == "services" ? KubernetesNames.Service : KubernetesNames.Safe, StringComparer.Ordinal)
                .Where(group => group.Count() > 1))
                Problem($"{kind} {string.Join(" and ", same)} have one name on Kubernetes: {same.Key}",
                    kind == "services" ? _project.Services[same.Last()].NameSpan : default);
    }

    private void Problem(string summary, SourceSpan span) =>
        _diagnostics.Add(Diagnostic.Error(DiagnosticCode.NotInKubernetes, summary, span, ""));
}
