using System.Net;
using Compose.Files.Diagnostics;
using Compose.Files.Normalizing;
using Compose.Files.Text;
using Compose.Files.Values;
using Compose.Files.Yaml;

namespace Compose.Files.Checks;

/// <summary>
/// What is accepted but cannot have been meant, or what the engine will refuse later: warnings, with the place and the way out.
/// </summary>
public static class LikelyMistakes
{
    public static void Warn(YamlMapping tree, DiagnosticBag diagnostics)
    {
        foreach (var entry in tree.Entries("services"))
        {
            if (entry.Value is not YamlMapping service)
                continue;
            var warnings = new Warnings(AttributePath.Of("services", entry.Key), diagnostics);
            warnings.Restart(service);
            warnings.Mounts(service);
            warnings.Addresses(service);
            if (service.Mapping("deploy") is { } deploy)
                warnings.Deploy(deploy);
        }

        foreach (var section in (ReadOnlySpan<string>)["networks", "secrets", "configs"])
            foreach (var entry in tree.Entries(section))
                if (entry.Value is YamlMapping resource && resource.IsTrue("external"))
                    new Warnings(AttributePath.Of(section, entry.Key), diagnostics).External(resource);
    }

    /// <summary>Of the services that are started together: a file may offer several that publish one port.</summary>
    public static void WarnOfPorts(YamlMapping services, DiagnosticBag diagnostics, bool profilesAreAlternatives)
    {
        var ports = new PublishedPorts(diagnostics, profilesAreAlternatives);
        foreach (var entry in services.Entries)
            if (entry.Value is YamlMapping service)
                ports.Check(entry.Key, service);
    }

    private sealed class Warnings(AttributePath path, DiagnosticBag diagnostics)
    {
        public void Restart(YamlMapping service)
        {
            if (service["restart"] is not YamlScalar { Text.Length: > 0 } policy)
                return;
            var (word, count) = policy.Text.IndexOf(':', StringComparison.Ordinal) is var colon and >= 0
                ? (policy.Text[..colon], policy.Text[(colon + 1)..]) : (policy.Text, "");
            if (word == "on-failure" ? count.Length > 0 && !int.TryParse(count, out _) : count.Length > 0
                || word is not ("no" or "always" or "unless-stopped"))
                Add(DiagnosticCode.InvalidRestartPolicy, path / "restart", policy.Span, $"\"{policy.Text}\" is no restart policy",
                    "use no, always, unless-stopped, on-failure or on-failure:COUNT");
        }

        public void Mounts(YamlMapping service)
        {
            foreach (var item in service.Items("volumes"))
                if (item is YamlMapping mount && mount["target"] is YamlScalar { Text.Length: > 0 } target
                    && target.Text[0] is not ('/' or '\\') && !(target.Text.Length > 2 && target.Text[1] == ':'))
                    Add(DiagnosticCode.RelativeMountTarget, path / "volumes", target.Span,
                        $"the mount target \"{target.Text}\" is not an absolute path", "begin it with a slash");
        }

        public void Addresses(YamlMapping service)
        {
            foreach (var entry in service.Entries("networks"))
            {
                if (entry.Value is not YamlMapping network)
                    continue;
                foreach (var attribute in (ReadOnlySpan<string>)["ipv4_address", "ipv6_address"])
                    if (network[attribute] is YamlScalar { Text.Length: > 0 } address && !IPAddress.TryParse(address.Text, out _))
                        Add(DiagnosticCode.InvalidAddress, path / "networks" / entry.Key / attribute, address.Span,
                            $"\"{address.Text}\" is not an address", null);
            }
        }

        public void Deploy(YamlMapping deploy)
        {
            Choice(deploy, "deploy.mode", "mode", "global", "replicated", "replicated-job", "global-job");
            Choice(deploy.Mapping("update_config"), "deploy.update_config.failure_action", "failure_action", "continue", "pause",
                "rollback");
            Choice(deploy.Mapping("rollback_config"), "deploy.rollback_config.failure_action", "failure_action", "continue", "pause");
            Choice(deploy.Mapping("restart_policy"), "deploy.restart_policy.condition", "condition", "none", "on-failure", "any",
                "unless-stopped");
        }

        public void External(YamlMapping resource)
        {
            foreach (var entry in resource.Entries)
                if (entry.Key is not ("name" or "external" or "ipam") && !entry.Key.StartsWith("x-", StringComparison.Ordinal)
                    && !entry.KeySpan.IsNone)
                    Add(DiagnosticCode.NoEffectOnExternal, path / entry.Key, entry.KeySpan,
                        $"{entry.Key} has no effect on something external", "remove it, or external");
        }

        private void Choice(YamlMapping? mapping, string attribute, string key, params string[] choices)
        {
            if (mapping?[key] is not YamlScalar { Text.Length: > 0 } value || choices.Contains(value.Text))
                return;
            var nearest = NearestName.Find(value.Text, choices);
            Add(DiagnosticCode.InvalidWord, path.Below(attribute), value.Span, $"\"{value.Text}\" is none of {string.Join(", ", choices)}",
                nearest is null ? null : $"did you mean \"{nearest}\"?", Suggestion.Of(value.Text, nearest));
        }

        private void Add(
            DiagnosticCode code, AttributePath attribute, SourceSpan span, string problem, string? help, Suggestion? suggestion = null) =>
            diagnostics.Add(
                Diagnostic.Warning(code, $"{attribute}: {problem}", span, "", help, attribute) with { Suggestion = suggestion });
    }
}
