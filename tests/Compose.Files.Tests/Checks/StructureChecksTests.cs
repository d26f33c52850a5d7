using Compose.Files.Checks;
using FluentAssertions;
using Xunit;

namespace Compose.Files.Tests.Checks;

public sealed class StructureChecksTests
{
    [Theory]
    [InlineData("secrets: {s: {}}", "1:11 secrets.s: one of file|environment must be set")]
    [InlineData("secrets: {s: {file: a, environment: b}}", "1:24 secrets.s: file|environment attributes are mutually exclusive")]
    [InlineData("configs: {s: {file: a, content: b}}", "1:24 configs.s: file|environment|content attributes are mutually exclusive")]
    [InlineData("volumes: {s: {external: true, driver: x}}",
        "1:31 volumes.s: conflicting parameters \"external\" and \"driver\" specified")]
    [InlineData("services: {web: {image: a, ports: [{target: 80, host_ip: abc}]}}", "1:58 services.web.ports.[]: invalid ip address: abc")]
    [InlineData("services: {web: {image: a, gpus: [{count: 1, device_ids: ['1']}]}}",
        "1:43 services.web.gpus.[]: \"count\" and \"device_ids\" attributes are exclusive")]
    [InlineData("services: {web: {image: a, develop: {watch: [{path: '', action: rebuild}]}}}",
        "1:53 services.web.develop.watch.[].path: value can't be blank")]
    public void Rules_across_attributes_are_checked(string yaml, string expected)
    {
        var trees = new Trees();
        StructureChecks.Check(trees.Long(yaml), trees.Diagnostics);
        trees.Found.Should().ContainSingle().Which.Should().EndWith(expected);
    }

    [Theory]
    [InlineData("secrets: {s: {driver: x}}")]
    [InlineData("secrets: {s: {external: true}}")]
    [InlineData("volumes: {s: {external: true, name: x, x-note: y}}")]
    [InlineData("volumes: {s: {external: false, driver: x}}")]
    [InlineData("services: {web: {image: a, ports: ['[::1]:80:80', '127.0.0.1:81:81', {target: 1, host_ip: '::'}]}}")]
    public void Correct_structures_have_no_problems(string yaml)
    {
        var trees = new Trees();
        StructureChecks.Check(trees.Long(yaml), trees.Diagnostics);
        trees.Found.Should().BeEmpty();
    }
}
