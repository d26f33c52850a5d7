using Compose.Files.Diagnostics;

namespace Compose.Planning.Lint.Rules;

internal sealed class PublishedOnAllAddresses() : ServiceRule(DiagnosticCode.PublishedOnAllAddresses, Severity.Note)
{
    internal override void Check(LintService service, Findings findings)
    {
        foreach (var port in OpenPorts.Of(service))
            if (port.Database is null)
                findings.Add(service, "ports", port.Span, "the port is published on all addresses of the host",
                    $"write 127.0.0.1 before it, unless other machines use it");
    }
}
