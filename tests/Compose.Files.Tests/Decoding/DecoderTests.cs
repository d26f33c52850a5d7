using Compose.Files.Yaml;
using FluentAssertions;
using Xunit;

namespace Compose.Files.Tests.Decoding;

public sealed class DecoderTests
{
    [Theory]
    [InlineData("mem_limit: 1.5g", "'1610612736'")]
    [InlineData("mem_limit: 100", "'100'")]
    [InlineData("mem_limit: 1.5e9", "-")]
    [InlineData("mem_limit: 0", "-")]
    [InlineData("memswap_limit: '-1'", "'-1'")]
    [InlineData("cpus: 0.333333333333", "0.33333334")]
    [InlineData("cpus: '1.50'", "1.5")]
    [InlineData("cpus: 0", "-")]
    [InlineData("cpu_shares: 1234.9", "1234")]
    [InlineData("pids_limit: 5.7", "5")]
    [InlineData("scale: 0", "0")]
    [InlineData("init: false", "false")]
    [InlineData("attach: true", "true")]
    [InlineData("tty: false", "-")]
    [InlineData("tty: 'yes'", "true")]
    [InlineData("stop_grace_period: 1d12h", "'36h0m0s'")]
    [InlineData("stop_grace_period: '0'", "'0s'")]
    [InlineData("command: echo 'a b' && c", "['echo', 'a b']")]
    [InlineData("command: ''", "[]")]
    [InlineData("command: ", "-")]
    [InlineData("healthcheck: {}", "{}")]
    [InlineData("healthcheck: {test: a b, interval: 90s, retries: 3.7, disable: false}",
        "{test: ['CMD-SHELL', 'a b'], interval: '1m30s', retries: 3}")]
    [InlineData("ulimits: {a: 5, b: 0, c: {soft: 1, hard: 2}}", "{a: 5, b: {soft: 0, hard: 0}, c: {soft: 1, hard: 2}}")]
    [InlineData("environment: [A=1, B, 'C=', A=2]", "{A: '2', B: null, C: ''}")]
    [InlineData("environment: {A: 1.10, B: 0x1F, C: true, D: 1234567.0, E: }",
        "{A: '1.1', B: '31', C: 'true', D: '1.234567e+06', E: null}")]
    [InlineData("labels: [a, b=c=d]", "{a: '', b: 'c=d'}")]
    [InlineData("extra_hosts: ['b:::1', 'a=[::1]', 'a=1.1.1.1,2.2.2.2']", "['a=1.1.1.1', 'a=2.2.2.2', 'a=::1', 'b=::1']")]
    [InlineData("extra_hosts: {a: [1.1.1.1, '::1']}", "['a=1.1.1.1', 'a=::1']")]
    [InlineData("gpus: all", "[{count: -1}]")]
    [InlineData("configs: [{source: c, mode: 0440}, {source: d, mode: '0440'}, {source: e, mode: 440}, {source: f, mode: 0}]",
        "[{source: 'c', mode: '0440'}, {source: 'd', mode: '0440'}, {source: 'e', mode: '0670'}, {source: 'f', mode: '00'}]")]
    [InlineData("blkio_config: {weight: 70000}", "{weight: 4464}")]
    [InlineData("group_add: [1000, a]", "['1000', 'a']")]
    [InlineData("dns_search: a", "['a']")]
    [InlineData("cap_add: []", "-")]
    [InlineData("networks: {a: {priority: 1.5, aliases: []}, b: }", "{a: {priority: 1}, b: null}")]
    [InlineData("deploy: {}", "{}")]
    [InlineData("deploy: {update_config: {parallelism: 0, delay: 0s}}", "{update_config: {parallelism: 0}}")]
    [InlineData("x-anything: {z: [], a: 1.50}", "{z: [], a: 1.5}")]
    public void Values_get_their_final_form(string attribute, string expected)
    {
        var trees = new Trees();
        var tree = trees.Decoded($"services:\n  web:\n    image: a\n    {attribute}\n");
        Trees.Show(Trees.At(tree, "services.web." + attribute[..attribute.IndexOf(':', StringComparison.Ordinal)])).Should().Be(expected);
        trees.Diagnostics.HasErrors.Should().BeFalse();
    }

    [Fact]
    public void Attributes_come_in_the_order_of_the_table()
    {
        var tree = Trees.Final(
            "services: {web: {x-b: 1, working_dir: /, x-a: 2, image: i, command: [c], annotations: {a: b}, networks: [n]}}");
        ((YamlMapping)Trees.At(tree, "services.web")!).Entries.Select(entry => entry.Key)
            .Should().Equal("annotations", "command", "image", "networks", "working_dir", "x-b", "x-a");
    }

    [Fact]
    public void All_values_that_cannot_be_read_are_reported_in_one_run()
    {
        var trees = new Trees();
        trees.Decoded("""
            services:
              web:
                image: a
                command: a ( b
                mem_limit: 10q
                stop_grace_period: 1z
                healthcheck: {retries: -1}
                extra_hosts: [a]
                environment: ["A =1"]
                gpus: [{count: x}]
                configs: [{source: c, mode: 0x1z}]
            """);
        trees.Found.Should().BeEquivalentTo(
            "NC0610 4:14 'services[web].command' invalid command line string",
            "NC0610 5:16 'services[web].mem_limit' invalid suffix: 'q'",
            "NC0610 6:24 'services[web].stop_grace_period' time: unknown unit \"z\" in duration \"1z\"",
            "NC0610 7:28 'services[web].healthcheck.retries' cannot parse value as 'uint64': -1 overflows uint",
            "NC0610 8:19 'services[web].extra_hosts' invalid additional host, missing IP: a",
            "NC0610 9:19 'services[web].environment' environment variable A  is declared with a trailing space",
            "NC0610 10:20 'services[web].gpus[0].count' invalid value \"x\", the only value allowed is 'all' or a number",
            "NC0610 11:33 'services[web].configs[0].mode' strconv.ParseInt: parsing \"0x1z\": invalid syntax");
    }

    [Fact]
    public void A_value_of_a_list_points_at_its_own_letters()
    {
        var trees = new Trees();
        var tree = trees.Decoded("services:\n  web:\n    image: a\n    environment:\n      - NAME=value\n");
        var environment = (YamlMapping)Trees.At(tree, "services.web.environment")!;
        trees.Sources.TryGet(environment.Entries[0].KeySpan, out var source).Should().BeTrue();
        source!.Text.Substring(environment.Entries[0].KeySpan.Start, environment.Entries[0].KeySpan.Length).Should().Be("NAME");
        source.Text.Substring(environment.Entries[0].Value.Span.Start, environment.Entries[0].Value.Span.Length).Should().Be("value");
    }

    [Fact]
    public void A_command_that_is_cut_off_is_pointed_out()
    {
        var trees = new Trees();
        trees.Decoded("services:\n  web:\n    image: a\n    command: echo a && echo b\n");
        trees.Found.Should()
            .Equal("NC0613 4:21 services.web.command: a command is not run by a shell, and everything from \"&\" on is dropped");
    }
}
