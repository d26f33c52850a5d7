using System.Collections.Immutable;
using Compose.Files.Diagnostics;
using Compose.Files.Normalizing;

namespace Compose.Planning.Lint.Rules;

internal sealed class HostNamespace() : ServiceRule(DiagnosticCode.HostNamespace, Severity.Note)
{
    private static readonly ImmutableArray<(string Attribute, string Shared)> Namespaces =
    [
        ("network_mode", "the network"), ("pid", "the processes"), ("ipc", "the shared memory"), ("uts", "the host name"),
        ("userns_mode", "the users"), ("cgroup", "the control groups"),
    ];

    internal override void Check(LintService service, Findings findings)
    {
        foreach (var (attribute, shared) in Namespaces)
            if (service.Tree.Text(attribute) == "host")
                findings.Add(service, attribute, service.Tree[attribute], $"the container shares {shared} of the host",
                    "remove it where it is not needed");
    }
}
