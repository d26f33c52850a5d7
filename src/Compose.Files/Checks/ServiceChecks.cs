using Compose.Files.Diagnostics;
using Compose.Files.Normalizing;
using Compose.Files.Text;
using Compose.Files.Yaml;

namespace Compose.Files.Checks;

/// <summary>What must hold inside of one service.</summary>
internal sealed class ServiceChecks(YamlEntry entry, YamlMapping service, References references, DiagnosticBag diagnostics)
{
    private const string Invalid = ": invalid compose project";
    private readonly string _name = entry.Key;
    private readonly AttributePath _path = AttributePath.Of("services", entry.Key);

    public void Check()
    {
        // An `extends` that is still here could not be followed.
        if (!service.Contains("build") && !service.Contains("image") && !service.Contains("provider") && !service.Contains("extends"))
            Report(DiagnosticCode.NoImageOrBuild, $"service \"{_name}\" has neither an image nor a build context specified{Invalid}",
                entry.KeySpan, "no image, no build", "set image, or build");
        CheckBuild();
        if (service["network_mode"] is { } mode && service.Mapping("networks") is { Count: > 0 })
            Report(DiagnosticCode.NetworkModeWithNetworks,
                $"service {_name} declares mutually exclusive `network_mode` and `networks`{Invalid}", mode.Span,
                "not together with networks", "remove one of the two", "network_mode");
        CheckHookNetworks();
        references.Check(_name, service);
        CheckHealth();
        CheckScale();
        CheckLimits();
        CheckWatch();
        MountTargets.Check(_name, service, diagnostics);
    }

    private void CheckHookNetworks()
    {
        foreach (var (index, hook) in service.Items("pre_start").Index())
            if (hook is YamlMapping container && container["network_mode"] is { } mode && container.Mapping("networks") is { Count: > 0 })
                Report(DiagnosticCode.NetworkModeWithNetworks,
                    $"service {_name} pre_start[{index}] declares mutually exclusive `network_mode` and `networks`{Invalid}", mode.Span,
                    "not together with networks", "remove one of the two", "pre_start");
    }

    private void CheckBuild()
    {
        if (service.Mapping("build") is not { } build)
            return;
        if (build["dockerfile_inline"] is { } inline && build.Contains("dockerfile"))
            Report(DiagnosticCode.TwoDockerfiles,
                $"service \"{_name}\" declares mutualy exclusive dockerfile and dockerfile_inline{Invalid}", inline.Span,
                "not together with dockerfile", "remove one of the two", "build.dockerfile_inline");
        references.CheckContexts(_name, build);
        if (service["platform"] is not YamlScalar { Text.Length: > 0 } platform
            || build.Items("platforms") is not { IsEmpty: false } platforms)
            return;
        if (!platforms.Any(each => each is YamlScalar scalar && scalar.Text == platform.Text))
            Report(DiagnosticCode.PlatformMissingInBuild,
                $"service.build.platforms MUST include service.platform \"{platform.Text}\"{Invalid}", platform.Span,
                "not among build.platforms", $"add {platform.Text} to build.platforms", "platform");
    }

    private void CheckHealth()
    {
        if (service.Mapping("healthcheck") is not { } health || health.Items("test") is not { IsEmpty: false } test)
            return;
        if (test[0] is YamlScalar { Text: not ("CMD" or "CMD-SHELL" or "NONE") } first)
            Report(DiagnosticCode.InvalidHealthcheckTest, "healthcheck.test must start either by \"CMD\", \"CMD-SHELL\" or \"NONE\"",
                first.Span, "not one of these words", "put CMD first, or write the test as one string for a shell", "healthcheck.test");
    }

    private void CheckScale()
    {
        var scale = service["scale"] as YamlScalar;
        var replicas = service.Mapping("deploy")?["replicas"] as YamlScalar;
        if (scale is not null && replicas is not null && scale.Number != replicas.Number)
            Report(DiagnosticCode.ConflictingScale,
                $"services.{_name}: can't set distinct values on 'scale' and 'deploy.replicas'{Invalid}", scale.Span,
                $"not {replicas.Text}", "set one of the two", "scale", replicas);
        if (scale is { Number: < 0 })
            Report(DiagnosticCode.NegativeScale, $"services.{_name}.scale: must be greater than or equal to 0", scale.Span, "",
                attribute: "scale");
        if (replicas is { Number: < 0 })
            Report(DiagnosticCode.NegativeScale, $"services.{_name}.deploy.replicas: must be greater than or equal to 0", replicas.Span,
                "", attribute: "deploy.replicas");
        var count = scale ?? replicas;
        if (count is { Number: > 1 } && service["container_name"] is YamlScalar { Text.Length: > 0 } name)
            Report(DiagnosticCode.ContainerNameWithScale,
                $"services.{_name}: can't set container_name and {(scale is null ? "deploy.replicas" : "scale")} as container name must be unique{Invalid}",
                name.Span, $"one name for {count.Text} containers", "remove container_name, or run one container", "container_name", count);
    }

    private void CheckLimits()
    {
        if (service.Mapping("deploy")?.Mapping("resources") is not { } resources)
            return;
        var limits = resources.Mapping("limits");
        CheckEqual("cpus", limits, "limits.cpus", "cpus");
        CheckEqual("mem_limit", limits, "limits.memory", "memory");
        CheckEqual("mem_reservation", resources.Mapping("reservations"), "reservations.memory", "memory");
        CheckEqual("pids_limit", limits, "limits.pids", "pids");
    }

    /// <summary>Said in both places, the values must be equal; a place that is there without the value says zero.</summary>
    private void CheckEqual(string attribute, YamlMapping? place, string where, string key)
    {
        if (place is null || service[attribute] is not YamlScalar value || value.Text == "0")
            return;
        var other = place[key] as YamlScalar;
        if (other is not null && (other.Text == value.Text || (other.Number == value.Number && value.Kind != ScalarKind.String)))
            return;
        Report(DiagnosticCode.ConflictingLimits,
            $"services.{_name}: can't set distinct values on '{attribute}' and 'deploy.resources.{where}'{Invalid}", value.Span,
            other is null ? "not said in deploy"
                : $"{other.Text} in deploy", $"set deploy.resources.{where} to the same value, or remove {attribute}", attribute,
                other ?? (YamlNode)place);
    }

    private void CheckWatch()
    {
        if (service.Mapping("develop") is not { } develop)
            return;
        foreach (var rule in develop.Items("watch").OfType<YamlMapping>())
        {
            if (string.IsNullOrEmpty(rule.Text("target")) && rule.Text("action") is not ("rebuild" or "restart"))
                Report(DiagnosticCode.WatchWithoutTarget,
                    $"services.{_name}.develop.watch: target is required for non-rebuild actions{Invalid}",
                    rule["action"]?.Span ?? rule.Span, "copies to where?", "set target to a path in the container", "develop.watch");
            WatchExtras.CheckRule(_path.Below("develop.watch"), rule, diagnostics);
        }
    }

    private void Report(DiagnosticCode code, string summary, SourceSpan span, string label, string? help = null, string? attribute = null,
        YamlNode? related = null) =>
        diagnostics.Add(Diagnostic.Error(code, summary, span, label, help, attribute is null ? _path : _path.Below(attribute)) with
        {
            Related = related is null || related.Span.IsNone ? [] : [new Label(related.Span, "the other one")],
        });
}
