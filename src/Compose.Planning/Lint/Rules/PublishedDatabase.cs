using Compose.Files.Diagnostics;

namespace Compose.Planning.Lint.Rules;

/// <summary>Many databases take every client that reaches their port, and a firewall of the host is passed by published ports.</summary>
internal sealed class PublishedDatabase() : ServiceRule(DiagnosticCode.PublishedDatabase, Severity.Warning)
{
    internal override void Check(LintService service, Findings findings)
    {
        foreach (var port in OpenPorts.Of(service))
            if (port.Database is { } database)
                findings.Add(service, "ports", port.Span, $"the port of {database} is published on all addresses of the host",
                    "write 127.0.0.1 before it, or remove it: services reach each other without");
    }
}
