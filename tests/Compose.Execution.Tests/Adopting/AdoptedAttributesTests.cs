using Compose.Execution.Tests.Attributes;
using Compose.Files.Diagnostics;
using Compose.Files.Text;
using Compose.Files.Yaml;
using Compose.Testing;
using FluentAssertions;
using Xunit;

namespace Compose.Execution.Tests.Adopting;

/// <summary>The containers that the law of `adopt` makes have every attribute that an engine keeps.</summary>
public sealed class AdoptedAttributesTests
{
    /// <summary>What the engine does not know of a container: it is done by the tool, or before the container is created.</summary>
    private static readonly string[] OfTheTool =
    [
        "attach", "build", "depends_on", "develop", "env_file", "extends", "label_file", "models", "post_start", "pre_start", "pre_stop",
        "profiles",
        "provider", "pull_policy", "pull_refresh_after", "scale", "use_api_socket",
    ];

    /// <summary>
    /// What an engine of the tests cannot create: Windows, other machines, other storage drivers, graphics cards, a real-time kernel.
    /// </summary>
    private static readonly string[] NotHere =
        ["cpu_count", "cpu_percent", "cpu_rt_period", "cpu_rt_runtime", "credential_spec", "gpus", "isolation", "platform", "runtime",
            "storage_opt"];

    [Fact]
    public void All_attributes_of_a_service_are_among_them_or_have_a_reason()
    {
        var path = RepositoryRoot.Combine("tests", "Compose.Differential.Tests", "adopt", "services.yaml");
        var source = new SourceSet().Add(path, path, File.ReadAllText(path));
        var services = (YamlMapping)((YamlMapping)YamlReader.Read(source, new DiagnosticBag()).Documents[0].Root)["services"]!;
        var used = services.Entries.SelectMany(service => ((YamlMapping)service.Value).Entries).Select(attribute => attribute.Key)
            .ToHashSet();

        var rows = AttributeFile.Paths().Where(row => row.StartsWith("services.web.", StringComparison.Ordinal))
            .Select(row => row.Split('.')[2]).Distinct();

        rows.Where(row => !used.Contains(row)).Should().BeEquivalentTo([.. OfTheTool, .. NotHere]);
    }
}
