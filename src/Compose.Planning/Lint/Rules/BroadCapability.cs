using System.Collections.Immutable;
using Compose.Files.Diagnostics;
using Compose.Files.Normalizing;
using Compose.Files.Yaml;

namespace Compose.Planning.Lint.Rules;

/// <summary>Capabilities by which a process leaves its container.</summary>
internal sealed class BroadCapability() : ServiceRule(DiagnosticCode.BroadCapability, Severity.Warning)
{
    private static readonly ImmutableArray<string> Broad =
        ["all", "sys_admin", "sys_module", "sys_ptrace", "sys_rawio", "dac_read_search", "bpf"];

    internal override void Check(LintService service, Findings findings)
    {
        foreach (var item in service.Tree.Items("cap_add"))
            if (item is YamlScalar capability && Broad.Contains(Bare(capability.Text)))
                findings.Add(service, "cap_add", capability, $"{capability.Text} gives rights beyond the container",
                    "add only the capability that the program needs");
    }

    private static string Bare(string capability)
    {
        var lower = capability.ToLowerInvariant();
        return lower.StartsWith("cap_", StringComparison.Ordinal) ? lower[4..] : lower;
    }
}
