using System.Text;
using System.Text.RegularExpressions;
using Compose.Files.Diagnostics;
using Compose.Testing;
using FluentAssertions;
using k8s.Models;
using Xunit;

namespace Compose.Planning.Tests.Kubernetes;

/// <summary>
/// `bridge convert`: manifests that the types of the Kubernetes API take, without secrets, and a warning for what is left out.
/// </summary>
public sealed partial class KubernetesConversionTests
{
    private static readonly string Stack =
        File.ReadAllText(RepositoryRoot.Combine("tests", "Compose.Planning.Tests", "Kubernetes", "stack.yaml"));

    [Fact]
    public void All_manifests_are_objects_of_the_Kubernetes_API()
    {
        var conversion = ManifestReading.Convert(Stack, ("configs/app", "a\nb"), ("secrets/key", "k3y-content"));
        var objects = ManifestReading.Objects(conversion);

        conversion.Diagnostics.Should().NotContain(problem => problem.Severity == Severity.Error);
        objects.OfType<V1Deployment>().Select(one => one.Metadata.Name).Should().Equal("app", "web");
        var web = objects.OfType<V1Deployment>().Last();
        web.Spec.Replicas.Should().Be(2);
        web.Spec.Strategy.Type.Should().Be("RollingUpdate");
        var container = web.Spec.Template.Spec.Containers.Single();
        container.Command.Should().Equal("/start");
        container.Args.Should().Equal("echo $$(X)", "$HOME");
        container.Resources.Limits["cpu"].ToString().Should().Be("500m");
        container.SecurityContext.RunAsGroup.Should().Be(1001);
        container.LivenessProbe.Exec.Command.Should().Equal("/bin/sh", "-c", "test -f /x");
        container.VolumeMounts.Select(mount => mount.MountPath)
            .Should().BeEquivalentTo("/data", "/here", "/anonymous", "/t", "/i", "/run", "/dev/shm", "/run/secrets/key",
                "/run/secrets/other", "/etc/app.conf");
        container.VolumeMounts.Select(mount => mount.Name).Should().BeEquivalentTo(web.Spec.Template.Spec.Volumes
            .Select(volume => volume.Name)).And.OnlyHaveUniqueItems();
        objects.OfType<V1Job>().Single().Spec.BackoffLimit.Should().Be(3);
        objects.OfType<V1DaemonSet>().Single().Spec.Template.Spec.HostAliases.Single().Hostnames.Should().Equal("h", "i");
        objects.OfType<V1Service>().Single(one => one.Metadata.Name == "web-published" && one.Spec.Ports is not null)
            .Spec.Ports.Select(port => (port.Port, port.Protocol, Target: port.TargetPort.Value))
            .Should().Equal((8080, "TCP", "port-80"), (8443, "UDP", "port-443-udp"), (9000, "TCP", "port-9000"),
                (9001, "TCP", "port-9001"));
        objects.OfType<V1PersistentVolumeClaim>().First(one =>
            one.Spec.AccessModes is not null).Spec.AccessModes.Should().Equal(["ReadWriteMany"], "two services share it");
        objects.OfType<V1NetworkPolicy>().Select(one => one.Metadata.Name).Should().BeEquivalentTo("default-network-policy",
            "front-network-policy", "back-network-policy", "web-published");
    }

    [Fact]
    public void A_field_that_the_API_does_not_have_is_an_error_for_these_tests()
    {
        var conversion = ManifestReading.Convert("name: d\nservices: {web: {image: x}}");
        var namespaceOnly = conversion with
        {
            Manifests = [.. conversion.Manifests.Skip(1).Take(1)
            .Select(manifest => manifest with { Tree = manifest.Tree.With("unknown", manifest.Tree["kind"]!) })]
        };
        FluentActions.Invoking(() => ManifestReading.Objects(namespaceOnly)).Should().Throw<Exception>();
    }

    [Fact]
    public void The_kustomizations_name_files_that_are_there()
    {
        var conversion = ManifestReading.Convert(Stack, ("configs/app", "x"));
        var paths = conversion.Manifests.Select(manifest => manifest.Path).Concat(conversion.Secrets
            .Select(secret => secret.Path)).ToHashSet();
        foreach (var kustomization in conversion.Manifests
            .Where(manifest => manifest.Path.EndsWith("kustomization.yaml", StringComparison.Ordinal)))
        {
            var folder = Path.GetDirectoryName(kustomization.Path);
            var named = FileName().Matches(ManifestReading.Text(kustomization.Tree))
                .Select(match => $"{folder}/{match.Groups[1].Value}").ToList();
            named.Should().NotBeEmpty().And.OnlyContain(file => paths.Contains(file));
        }

        conversion.Manifests.Select(manifest => manifest.Path).Should().OnlyHaveUniqueItems();
    }

    [Fact]
    public void No_manifest_holds_a_secret()
    {
        var conversion = ManifestReading.Convert(Stack, ("configs/app", "x"), ("secrets/key", "k3y-content"));
        var text = string.Concat(conversion.Manifests.Select(manifest => ManifestReading.Text(manifest.Tree)));
        foreach (var secret in new[] { "s3cr3t-value", "k3y-content" })
            text.Should().NotContain(secret).And.NotContain(Convert.ToBase64String(Encoding.UTF8.GetBytes(secret)));
        conversion.Secrets.Select(secret => (secret.Path, secret.Content)).Should()
            .BeEquivalentTo([("base/secrets/key", "k3y-content"), ("base/secrets/web.TOKEN", "s3cr3t-value")]);
    }

    [Fact]
    public void Every_name_is_one_that_Kubernetes_takes()
    {
        var names = new[] { "Big", "a_b", "x.y", new string('l', 80), "-edge-", "9" };
        var compose = "name: demo_1\nservices:\n" + string.Concat(names
            .Select(name =>
                $"  '{name}': {{image: x, ports: ['8{name.Length}:80'], volumes: ['{name}:/v'], secrets: ['{name}'], networks: ['{name}']}}\n"))
            + "volumes:\n" + string.Concat(names.Select(name => $"  '{name}':\n")) + "networks:\n" + string.Concat(names
                .Select(name => $"  '{name}':\n"))
            + "secrets:\n" + string.Concat(names.Select(name => $"  '{name}': {{file: ./s}}\n"));
        var objects = ManifestReading.Objects(ManifestReading.Convert(compose));

        foreach (var metadata in objects.OfType<IMetadata<V1ObjectMeta>>().Select(one => one.Metadata))
        {
            metadata.Name.Should().MatchRegex(NameRule);
            (metadata.NamespaceProperty ?? "demo-1").Should().Be("demo-1");
            foreach (var (key, value) in metadata.Labels ?? new Dictionary<string, string>())
            {
                key.Should().MatchRegex(LabelRule);
                value.Should().MatchRegex(LabelRule);
            }
        }

        objects.OfType<V1Service>().Should().NotBeEmpty().And.OnlyContain(one => char.IsAsciiLetterLower(one.Metadata.Name[0]));
        foreach (var label in objects.OfType<V1Deployment>().SelectMany(one => one.Spec.Template.Metadata.Labels))
            label.Key.Should().MatchRegex(LabelRule);
    }

    [Fact]
    public void A_service_whose_name_begins_with_a_digit_gets_another_and_a_warning()
    {
        var conversion = ManifestReading.Convert("name: d\nservices: {9to5: {image: x, ports: ['80:80']}}");
        ManifestReading.Objects(conversion).OfType<V1Service>().Select(one => one.Metadata.Name).Distinct()
            .Should().Equal("x-9to5", "x-9to5-published");
        conversion.Diagnostics.Should().ContainSingle().Which.Summary.Should().Contain("other pods reach \"9to5\" as x-9to5");
    }

    [Fact]
    public void A_secret_whose_name_is_a_number_is_an_error() =>
        ManifestReading.Convert("name: d\nservices: {web: {image: x, secrets: ['9']}}\nsecrets: {'9': {file: ./s}}\n").Diagnostics
            .Should().ContainSingle(problem => problem.Severity == Severity.Error).Which.Summary.Should().Contain("secret \"9\"");

    [Theory]
    [InlineData("a_b", "a-b")]
    [InlineData("9", "x-9")]
    public void Two_services_with_one_name_on_Kubernetes_are_an_error(string one, string other) =>
        ManifestReading.Convert($"name: d\nservices: {{'{one}': {{image: x}}, '{other}': {{image: x}}}}").Diagnostics
            .Should().ContainSingle(problem => problem.Severity == Severity.Error)
            .Which.Summary.Should().Contain(one).And.Contain(other).And.Contain("one name");

    [Theory]
    [InlineData("mac_address: '02:00:00:00:00:01'", "mac_address")]
    [InlineData("depends_on: [other]", "depends_on")]
    [InlineData("labels: {a: b}", "labels")]
    [InlineData("user: root", "user")]
    [InlineData("network_mode: none", "network_mode")]
    [InlineData("volumes: ['./x:/x']", "volumes")]
    [InlineData("restart: 'no'", "restart")]
    [InlineData("ulimits: {nofile: 5}", "ulimits")]
    [InlineData("devices: ['/dev/null']", "devices")]
    public void What_is_left_out_is_a_warning_at_its_line(string attribute, string name)
    {
        var conversion = ManifestReading.Convert($"name: d\nservices:\n  web:\n    image: x\n    {attribute}\n  other: {{image: x}}\n");
        var warning = conversion.Diagnostics.Should().ContainSingle().Which;
        (warning.Code, warning.Severity).Should().Be((DiagnosticCode.NotInKubernetes, Severity.Warning));
        warning.Path?.ToString().Should().Be($"services.web.{name}");
        warning.Primary!.Span.IsNone.Should().BeFalse();
    }

    private const string NameRule = "^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$";
    private const string LabelRule = "^[A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?$";

    [GeneratedRegex(@"- (?:path: |\S+=)?(\S+\.yaml|secrets/\S+)")]
    private static partial Regex FileName();
}
