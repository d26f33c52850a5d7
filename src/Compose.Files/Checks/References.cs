using Compose.Files.Diagnostics;
using Compose.Files.Normalizing;
using Compose.Files.Selection;
using Compose.Files.Text;
using Compose.Files.Values;
using Compose.Files.Yaml;

namespace Compose.Files.Checks;

/// <summary>Names that services use must be declared.</summary>
internal sealed class References(SelectedTree selected, YamlMapping buildable, DiagnosticBag diagnostics, bool withoutDependencies)
{
    private readonly YamlMapping _services = selected.Services;
    private readonly YamlMapping? _networks = selected.Tree.Mapping("networks");
    private readonly YamlMapping? _volumes = selected.Tree.Mapping("volumes");
    private readonly YamlMapping? _secrets = selected.Tree.Mapping("secrets");
    private readonly YamlMapping? _configs = selected.Tree.Mapping("configs");
    private readonly YamlMapping? _models = selected.Tree.Mapping("models");

    public void Check(string name, YamlMapping service)
    {
        foreach (var model in service.Entries("models"))
            Require(_models, model.Key, model.KeySpan, DiagnosticCode.UndefinedModel, "model", name,
                AttributePath.Of("services", name, "models"));
        CheckContainer(name, service, AttributePath.Of("services", name));
        foreach (var (index, hook) in service.Items("pre_start").Index())
            if (hook is YamlMapping container)
                CheckContainer(name, container, AttributePath.Of("services", name, "pre_start", $"{index}"));
        if (service.Mapping("build") is { } build)
            foreach (var secret in build.Items("secrets"))
                RequireSource(_secrets, secret, DiagnosticCode.UndefinedBuildSecret, "build secret", name,
                    AttributePath.Of("services", name, "build", "secrets"));
        CheckDependencies(name, service);
        CheckNetworkMode(name, service);
    }

    /// <summary>What a service and a pre_start hook can both refer to.</summary>
    private void CheckContainer(string name, YamlMapping container, AttributePath path)
    {
        foreach (var network in container.Entries("networks"))
            Require(_networks, network.Key, network.KeySpan, DiagnosticCode.UndefinedNetwork, "network", name, path.Below("networks"));
        foreach (var item in container.Items("volumes"))
            if (item is YamlMapping mount && mount.Text("type") == "volume")
                RequireSource(_volumes, mount, DiagnosticCode.UndefinedVolume, "volume", name, path.Below("volumes"));
        foreach (var config in container.Items("configs"))
            RequireSource(_configs, config, DiagnosticCode.UndefinedConfig, "config", name, path.Below("configs"));
        foreach (var secret in container.Items("secrets"))
            RequireSource(_secrets, secret, DiagnosticCode.UndefinedSecret, "secret", name, path.Below("secrets"));
    }

    private void CheckDependencies(string name, YamlMapping service)
    {
        foreach (var dependency in service.Entries("depends_on"))
        {
            if (_services.Contains(dependency.Key))
                continue;
            var disabled = selected.Disabled[dependency.Key] as YamlMapping;
            if (disabled is not null && !ServiceFilter.IsRequired(dependency.Value))
                continue;
            var nearest = disabled is null ? Nearest(dependency.Key, _services) : null;
            var help = disabled is null ? Advice(nearest) : ProfileFilter.Help(dependency.Key, disabled);
            var label = disabled is null ? "no service of this name" : "this service is off";
            diagnostics.Add(Diagnostic.Error(DiagnosticCode.UndefinedDependency,
                $"service \"{name}\" depends on undefined service \"{dependency.Key}\": invalid compose project",
                dependency.KeySpan, label, help, AttributePath.Of("services", name, "depends_on", dependency.Key)) with
            { Suggestion = Suggestion.Of(dependency.Key, nearest) });
        }
    }

    /// <summary>Normalizing makes it a dependency, and then that is what is reported.</summary>
    private void CheckNetworkMode(string name, YamlMapping service)
    {
        const string prefix = "service:";
        if (service["network_mode"] is not YamlScalar mode || !mode.Text.StartsWith(prefix, StringComparison.Ordinal))
            return;
        var target = mode.Text[prefix.Length..];
        // With --no-deps the container of a service that is not selected may run already; the planner looks for it.
        if (withoutDependencies && selected.Disabled.Contains(target))
            return;
        if (_services.Contains(target) || service.Mapping("depends_on")?.Contains(target) == true)
            return;
        var nearest = Nearest(target, _services);
        diagnostics.Add(Diagnostic.Error(DiagnosticCode.UndefinedNamespaceService,
            $"service \"{target}\" not found for network_mode 'service:{target}'", mode.Span,
            "no service of this name", Advice(nearest), AttributePath.Of("services", name, "network_mode")) with
        { Suggestion = Suggestion.Of(target, nearest) });
    }

    /// <summary>A context that is another service's image: that service must be one that is built.</summary>
    public void CheckContexts(string name, YamlMapping build)
    {
        const string prefix = "service:";
        foreach (var context in build.Entries("additional_contexts"))
        {
            if (context.Value is not YamlScalar value || !value.Text.StartsWith(prefix, StringComparison.Ordinal))
                continue;
            var target = value.Text[prefix.Length..];
            var path = AttributePath.Of("services", name, "build", "additional_contexts", context.Key);
            if (buildable[target] is not YamlMapping service)
                diagnostics.Add(UnknownContext(name, target, context.Key, value.Span, path));
            else if (!service.Contains("build"))
                diagnostics.Add(Diagnostic.Error(DiagnosticCode.ContextServiceWithoutBuild,
                    $"service \"{name}\" declares non-buildable service \"{target}\" as additional contexts {context.Key}",
                    value.Span, "this service has no build", "use docker-image:// with the image of that service", path));
        }
    }

    private Diagnostic UnknownContext(string name, string target, string context, SourceSpan span, AttributePath path)
    {
        var off = selected.Disabled[target] as YamlMapping;
        var nearest = off is null ? Nearest(target, _services) : null;
        return Diagnostic.Error(DiagnosticCode.UndefinedContextService,
            $"service \"{name}\" declares unknown service \"{target}\" as additional contexts {context}", span,
            "no service of this name", off is null ? Advice(nearest) : ProfileFilter.Help(target, off), path) with
        { Suggestion = Suggestion.Of(target, nearest) };
    }

    private void RequireSource(YamlMapping? declared, YamlNode item, DiagnosticCode code, string kind, string service, AttributePath path)
    {
        if (item is not YamlMapping mapping)
            return;
        if (mapping["source"] is YamlScalar { Text.Length: > 0 } source)
            Require(declared, source.Text, source.Span, code, kind, service, path);
        else if (kind != "volume")
            diagnostics.Add(Diagnostic.Error(code, $"service \"{service}\" refers to undefined {kind} : invalid compose project",
                mapping["source"]?.Span ?? mapping.Span, "which one?", "name it with source", path));
    }

    private void Require(YamlMapping? declared, string name, SourceSpan span, DiagnosticCode code, string kind, string service,
        AttributePath path)
    {
        if (declared is not null && declared.Contains(name))
            return;
        var plain = kind == "build secret" ? "secret" : kind;
        var nearest = declared is null ? null : Nearest(name, declared);
        var help = Advice(nearest) ?? $"declare it under {plain}s at the top level";
        diagnostics.Add(Diagnostic.Error(code, $"service \"{service}\" refers to undefined {kind} {name}: invalid compose project", span,
            $"no {plain} of this name", help, path) with
        { Suggestion = Suggestion.Of(name, nearest) });
    }

    private static string? Nearest(string name, YamlMapping declared) =>
        NearestName.Find(name, declared.Entries.Select(entry => entry.Key));

    private static string? Advice(string? nearest) => nearest is null ? null : $"did you mean \"{nearest}\"?";
}
