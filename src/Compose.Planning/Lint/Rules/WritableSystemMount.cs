using System.Collections.Immutable;
using Compose.Files.Diagnostics;
using Compose.Files.Normalizing;
using Compose.Files.Yaml;

namespace Compose.Planning.Lint.Rules;

/// <summary>Who can write there can take over the host.</summary>
internal sealed class WritableSystemMount() : ServiceRule(DiagnosticCode.WritableSystemMount, Severity.Warning)
{
    private static readonly ImmutableArray<string> Folders =
        ["", "/bin", "/boot", "/dev", "/etc", "/lib", "/proc", "/root", "/run", "/sbin", "/sys", "/usr", "/var", "/var/lib/docker",
            "/var/run"];

    internal override void Check(LintService service, Findings findings)
    {
        foreach (var item in service.Tree.Items("volumes"))
            if (item is YamlMapping mount && mount.Text("type") == "bind" && mount["source"] is YamlScalar source
                && !mount.IsTrue("read_only") && Folders.Contains(source.Text.TrimEnd('/')))
                findings.Add(service, "volumes", source, $"the container may write to {source.Text} of the host",
                    "mount it read-only, or only the folder that it needs");
    }
}
