using System.Collections.Frozen;
using Compose.Files.Normalizing;
using Compose.Files.Text;
using Compose.Files.Yaml;

namespace Compose.Planning.Lint;

/// <summary>A port that is published on all addresses of the host, and the database that it is known for.</summary>
internal sealed record OpenPorts(SourceSpan Span, string? Database)
{
    private static readonly FrozenDictionary<string, string> Databases = new Dictionary<string, string>
    {
        ["1433"] = "SQL Server",
        ["1521"] = "Oracle",
        ["2379"] = "etcd",
        ["3306"] = "MySQL",
        ["5432"] = "PostgreSQL",
        ["5984"] = "CouchDB",
        ["6379"] = "Redis",
        ["9042"] = "Cassandra",
        ["9200"] = "Elasticsearch",
        ["11211"] = "Memcached",
        ["27017"] = "MongoDB",
    }.ToFrozenDictionary(StringComparer.Ordinal);

    public static IEnumerable<OpenPorts> Of(LintService service)
    {
        if (service.Tree.Text("network_mode") == "host")
            yield break;
        foreach (var item in service.Tree.Items("ports"))
            if (item is YamlMapping port && port.Text("host_ip") is null or "" or "0.0.0.0" or "::")
                yield return new OpenPorts(SpanOf(port), Databases.GetValueOrDefault(port.Text("target") ?? ""));
    }

    private static SourceSpan SpanOf(YamlMapping port) =>
        (port["published"] ?? port["target"])?.Span is { IsNone: false } span ? span : port.Span;
}
