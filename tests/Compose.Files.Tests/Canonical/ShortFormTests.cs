using Compose.Files.Diagnostics;
using Compose.Files.Tests.Merging;
using FluentAssertions;
using Xunit;

namespace Compose.Files.Tests.Canonical;

public sealed class ShortFormTests
{
    [Theory]
    [InlineData("80", "[{mode: ingress, target: 80, protocol: tcp}]")]
    [InlineData("'8080:80/UDP'", "[{mode: ingress, target: 80, published: 8080, protocol: udp}]")]
    [InlineData("'127.0.0.1::80'", "[{mode: ingress, host_ip: 127.0.0.1, target: 80, protocol: tcp}]")]
    [InlineData("'[::1]:080:080'", "[{mode: ingress, host_ip: ::1, target: 80, published: 80, protocol: tcp}]")]
    [InlineData("'7000-7002:80'", "[{mode: ingress, target: 80, published: 7000-7002, protocol: tcp}]")]
    [InlineData("'9-10:9-10'",
        "[{mode: ingress, target: 10, published: 10, protocol: tcp}, {mode: ingress, target: 9, published: 9, protocol: tcp}]")]
    public void Ports(string port, string expected) => Long($"ports: [{port}]", "ports").Should().Be(expected);

    [Theory]
    [InlineData("a:80", "Invalid hostPort: a")]
    [InlineData("127.0.0.1:80", "Invalid hostPort: 127.0.0.1")]
    [InlineData("80/foo", "Invalid proto: foo")]
    [InlineData("70000", "Invalid containerPort: 70000")]
    [InlineData("8080-8083:80-82", "Invalid ranges specified for container and host Ports: 80-82 and 8080-8083")]
    [InlineData("80:", "No port specified: 80:<empty>")]
    [InlineData("1.2.3:80:80", "Invalid ip address: 1.2.3")]
    [InlineData("::1:80:80", "Invalid ip address ::1: address ::1:: too many colons in address")]
    public void Ports_that_cannot_be_read(string port, string expected) =>
        Problem($"ports: ['{port}']").Should().Be($"NC0506 3:13 {expected}");

    [Theory]
    [InlineData("/a", "[{type: volume, target: /a}]")]
    [InlineData("/abc", "[{type: volume, target: /abc, volume: {}}]")]
    [InlineData("./a:/b/../c/:ro,z",
        "[{type: bind, source: ./a, target: /c, read_only: true, bind: {selinux: z, create_host_path: true}}]")]
    [InlineData("data:/a:nocopy", "[{type: volume, source: data, target: /a, volume: {nocopy: true}}]")]
    [InlineData(@"\\.\pipe\x:/p", @"[{type: bind, source: \\.\pipe\x, target: /p, bind: {create_host_path: true}}]")]
    [InlineData(@"C:\a:/b", @"[{type: bind, source: C:\a, target: /b, bind: {create_host_path: true}}]")]
    public void Volumes(string volume, string expected) => Long($"volumes: ['{volume}']", "volumes").Should().Be(expected);

    [Theory]
    [InlineData("data:/b:ro:c", "NC0507 3:15 invalid spec: data:/b:ro:c: too many colons")]
    [InlineData("data:", "NC0507 3:15 invalid spec: data:: empty section between colons")]
    [InlineData("data:/a:rp", "NC0508 3:15 services.web.volumes.0: unknown volume option \"rp\" is ignored")]
    [InlineData("d:/data", "NC0509 3:15 services.web.volumes.0: \"d:\" is read as a Windows drive")]
    public void Volumes_that_are_wrong_or_odd(string volume, string expected) => Problem($"volumes: ['{volume}']").Should().Be(expected);

    [Fact]
    public void A_declared_volume_of_one_letter_is_no_drive()
    {
        using var folder = new Folder().With("compose.yaml", "services: {web: {image: x, volumes: ['d:/data']}}\nvolumes: {d: {}}\n");

        folder.At(folder.Load(), "services.web.volumes").Should().Contain("source: d, target: /data");
    }

    [Theory]
    [InlineData("build: ./x", "build", "{context: ./x}")]
    [InlineData("build: {ssh: [default, k=p]}", "build.ssh", "{default: null, k: p}")]
    [InlineData("build: {additional_contexts: [a=b]}", "build.additional_contexts", "{a: b}")]
    [InlineData("build: {provenance: false}", "build.provenance", "false")]
    [InlineData("depends_on: [db]", "depends_on", "{db: {condition: service_started, required: true}}")]
    [InlineData("networks: [a, b]", "networks", "{a: null, b: null}")]
    [InlineData("env_file: a.env", "env_file", "[{path: a.env, required: true}]")]
    [InlineData("devices: ['/dev/a', '/dev/b:/dev/c:r']", "devices",
        "[{source: /dev/a, target: /dev/a, permissions: rwm}, {source: /dev/b, target: /dev/c, permissions: r}]")]
    [InlineData("devices: [{source: /dev/a}]", "devices", "[{source: /dev/a, target: /dev/a}]")]
    [InlineData("gpus: all", "gpus", "[{count: all}]")]
    [InlineData("configs: [c]", "configs", "[{source: c}]")]
    [InlineData("dns: ['', 1.1.1.1]", "dns", "[1.1.1.1]")]
    public void Others(string attribute, string path, string expected) => Long(attribute, path).Should().Be(expected);

    [Fact]
    public void External_names_move_up()
    {
        var trees = new Trees();
        Folder.Text(Trees.At(trees.Long("volumes: {v: {external: {name: x}}}"), "volumes.v")).Should().Be("{external: true, name: x}");
        trees.Diagnostics.Select(problem => (problem.Code, problem.Severity)).Should()
            .Equal((DiagnosticCode.DeprecatedExternalName, Severity.Warning));
    }

    private static string Long(string attribute, string path)
    {
        var trees = new Trees();
        var tree = Compose.Files.Canonical.Canonicalizer.Expand(
            trees.Read($"services:\n  web:\n    {attribute}\n"), trees.Diagnostics, lenient: false);
        trees.Found.Should().BeEmpty();
        return Folder.Text(Trees.At(tree, "services.web." + path));
    }

    private static string Problem(string attribute)
    {
        var trees = new Trees();
        trees.Long($"services:\n  web:\n    {attribute}\n");
        return trees.Found.Single();
    }
}
