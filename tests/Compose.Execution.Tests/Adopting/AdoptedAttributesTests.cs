using Compose.Execution.Tests.Attributes;
using Compose.Files;
using Compose.Files.Diagnostics;
using Compose.Files.Environment;
using Compose.Files.Schema;
using Compose.Files.Yaml;
using Compose.Testing;
using FluentAssertions;
using Xunit;

namespace Compose.Execution.Tests.Adopting;

/// <summary>The containers that the law of `adopt` creates have every attribute that an engine keeps, down to the last level.</summary>
public sealed class AdoptedAttributesTests
{
    /// <summary>What the engine does not know of a container: it is done by the tool, or before the container is created.</summary>
    private static readonly string[] OfTheTool =
    [
        "attach", "build", "deploy.endpoint_mode", "deploy.mode", "deploy.placement",
        "deploy.resources.reservations.cpus", "deploy.resources.reservations.generic_resources", "deploy.restart_policy.delay",
        "deploy.restart_policy.window", "deploy.rollback_config", "deploy.update_config", "develop", "env_file", "extends", "label_file",
        "models", "ports.0.app_protocol", "ports.0.name", "post_start", "pre_start", "pre_stop", "profiles", "provider", "pull_policy",
        "pull_refresh_after", "scale", "use_api_socket",
    ];

    /// <summary>They are of the file in the container; a file of the host is mounted with its own.</summary>
    private static readonly string[] OfContents =
        ["configs.0.gid", "configs.0.mode", "configs.0.uid", "secrets.0.gid", "secrets.0.mode", "secrets.0.uid"];

    /// <summary>
    /// What an engine of the tests cannot create: Windows, other machines, other storage drivers, graphics cards, a real-time kernel,
    /// weights of devices, SELinux, and mounts of other hosts than Linux.
    /// </summary>
    private static readonly string[] NotHere =
    [
        "blkio_config.weight_device", "cpu_count", "cpu_percent", "cpu_rt_period", "cpu_rt_runtime", "credential_spec",
        "deploy.resources.reservations.devices", "gpus", "isolation", "platform", "runtime", "storage_opt", "volumes.0.bind.selinux",
        "volumes.0.consistency",
    ];

    [Fact]
    public void All_attributes_of_a_service_are_among_them_or_have_a_reason()
    {
        var path = RepositoryRoot.Combine("tests", "Compose.Differential.Tests", "adopt", "services.yaml");
        var loaded = ComposeLoader.Load(new LoadRequest
        {
            Files = [new ComposeFile("compose.yaml", path)],
            Directory = Path.GetDirectoryName(path)!,
            Environment = ComposeEnvironment.From(
                [new("ANCHOR", "anchor"), new("PREFIX", "prefix"), new("SUBNET", "10.1.1"), new("BRIDGE", "bridge")], "test"),
            ProjectName = "test",
        });
        loaded.Diagnostics.Where(problem => problem.Severity == Severity.Error).Should().BeEmpty();
        var used = Used("", ProjectSchema.Project, loaded.Tree!).ToHashSet();
        string[] reasons = [.. OfTheTool, .. OfContents, .. NotHere];
        var rows = AttributeFile.Paths().Where(row => row.Split('.')[0] is "services" or "networks" or "volumes").ToList();
        var missing = rows.Where(row => !used.Contains(row)).ToList();

        missing.Where(row => !reasons.Any(reason => IsBelow(row, reason))).Should().BeEmpty();
        reasons.Where(reason => !missing.Any(row => IsBelow(row, reason))).Should().BeEmpty("they have no reason to be listed");
    }

    private static bool IsBelow(string row, string reason) => $"{row}.".StartsWith($"services.web.{reason}.", StringComparison.Ordinal);

    /// <summary>The rows of the attribute table for all values of a tree.</summary>
    private static IEnumerable<string> Used(string at, ValueSchema schema, YamlNode node)
    {
        foreach (var field in schema.Fields)
        {
            if ((node as YamlMapping)?[field.Name] is not { } value)
                continue;
            var path = at.Length == 0 ? field.Name : $"{at}.{field.Name}";
            var (inner, below) = AttributeFile.Inner(path, field.Schema);
            if (inner is null || field.NoEffectOnEngine)
                yield return path;
            else
                foreach (var row in Values(value, below == path).SelectMany(part => Used(below, inner, part)))
                    yield return row;
        }
    }

    private static IEnumerable<YamlNode> Values(YamlNode node, bool isItself) => node switch
    {
        _ when isItself => [node],
        YamlMapping mapping => mapping.Entries.Select(entry => entry.Value),
        YamlSequence list => list.Items,
        _ => [],
    };
}
