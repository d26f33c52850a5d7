using System.Buffers;
using System.Text;
using Compose.Files.Hashing;
using Compose.Files.Yaml;
using FluentAssertions;
using Xunit;

namespace Compose.Files.Tests.Hashing;

public sealed class ConfigHashTests
{
    private static YamlMapping Service(string attributes) =>
        (YamlMapping)Trees.At(
            Trees.Final($"services:\n  web:\n{string.Join('\n', attributes.Split('\n').Select(line => "    " + line))}\n"),
            "services.web")!;

    private static string Json(YamlMapping service, Dialect dialect, ResolvedReferences? references = null)
    {
        var json = new ArrayBufferWriter<byte>();
        ConfigHash.WriteService(service, dialect, references, json);
        return Encoding.UTF8.GetString(json.WrittenSpan);
    }

    [Theory]
    [InlineData(Dialect.V5)]
    [InlineData(Dialect.V240)]
    public void The_simplest_service_has_the_hash_that_Docker_Compose_gives_it(Dialect dialect)
    {
        Json(Service("image: alpine"), dialect).Should()
            .Be("""{"command":null,"entrypoint":null,"image":"alpine","networks":{"default":null}}""");
        ConfigHash.OfService(Service("image: alpine"), dialect).Should()
            .Be("1401a92039735b8870d9d445faadb5d72e9aa67ac7e0da35dfd665f96546bc41");
    }

    /// <summary>The hashes are those of Docker Compose 2.40.3.</summary>
    [Theory]
    [InlineData("labels: {x-a: b, c: d}", "f4c3177b1c79fd6e5b382e14ba79d81fa34cafa4e3cab67dc0767b581ea54192")]
    [InlineData("environment: {x-a: b, c: d}", "267ade6a5513d97b32ab3cf89433dce4740f915a518abaecd5390b22575ed664")]
    [InlineData("sysctls: {x-a: b, c: d}", "7e69dadc5a95484ece010f7f0a033c3c9b469e10ca836572ca2416a803fb71f8")]
    [InlineData("annotations: {x-a: b, x-b: 1, c: d}", "d44bdf93f91ccb95e3576db9769e08e248241d3872d7b1ff6aee6516123554a4")]
    [InlineData("environment: {x-a: , x-n: 5}", "4ba8755f97e227342249935e3ae80b26abd027e8406d721a0b65df07cd714849")]
    [InlineData("deploy: {labels: {x-a: b}}", "6b1a2b9e0e6af280df7854d051830458b26677fe9bc00961803118392d877caa")]
    public void Keys_of_maps_that_look_like_extensions_have_a_second_hash(string attribute, string hash)
    {
        var folded = MapExtensions.Fold(Service("image: x\n" + attribute));

        ConfigHash.OfService(folded!, Dialect.V240).Should().Be(hash);
    }

    [Fact]
    public void Without_such_keys_there_is_one_hash() =>
    MapExtensions.Fold(Service("image: x\nlabels: {a: x-b}\nx-own: {labels: {x-a: b}}")).Should().BeNull();

    [Fact]
    public void How_an_image_comes_and_how_many_containers_there_are_is_not_hashed()
    {
        var plain = ConfigHash.OfService(Service("image: a\ndeploy: {}"), Dialect.V5);
        ConfigHash.OfService(
            Service("image: a\nbuild: .\npull_policy: always\nscale: 3\ndepends_on: [db]\nprofiles: [x]\nx-note: y\ndeploy: {replicas: 3}"),
            Dialect.V5).Should().Be(plain);
        ConfigHash.OfService(Service("image: a\nhostname: h\ndeploy: {}"), Dialect.V5).Should().NotBe(plain);
    }

    [Fact]
    public void Everything_is_in_the_order_and_form_that_is_hashed()
    {
        var service = Service("""
            image: "a<b>&c"
            mem_limit: 1m
            stop_grace_period: 90s
            cpus: 0.5
            environment: {a9: 1, a10: 2, B: }
            deploy: {}
            ulimits: {b: 5, a: {soft: 0, hard: 2}}
            command: [x]
            develop: {watch: [{path: /x, action: rebuild}]}
            secrets: [{source: s, mode: 0440}]
            """);
        Json(service, Dialect.V5).Should().Be(
            """{"develop":{"watch":[{"path":"/x","action":"rebuild","exec":{"command":null}}]},"cpus":0.5,"command":["x"],"deploy":{"resources":{},"placement":{}},"entrypoint":null""" +
            ""","environment":{"B":null,"a10":"2","a9":"1"},"image":"a\u003cb\u003e\u0026c","mem_limit":"1048576","networks":{"default":null}""" +
            ""","secrets":[{"source":"s","target":"/run/secrets/s","mode":"0440"}],"stop_grace_period":"1m30s","ulimits":{"a":{"hard":2},"b":5}}""");
    }

    [Fact]
    public void The_dialects_differ_in_what_is_on_unless_it_is_switched_off()
    {
        var service = Service(
            "image: a\nvolumes: ['/x:/y', {type: bind, source: /z, target: /z, bind: {}}, {type: bind, source: /o, target: /o, bind: {create_host_path: false}}]");
        Json(service, Dialect.V5).Should()
            .Contain(
            """[{"type":"bind","source":"/x","target":"/y","bind":{}},{"type":"bind","source":"/z","target":"/z","bind":{}},{"type":"bind","source":"/o","target":"/o","bind":{"create_host_path":false}}]""");
        Json(service, Dialect.V240).Should()
            .Contain(
            """[{"type":"bind","source":"/x","target":"/y","bind":{"create_host_path":true}},{"type":"bind","source":"/z","target":"/z","bind":{}},{"type":"bind","source":"/o","target":"/o","bind":{}}]""");
    }

    [Fact]
    public void References_to_services_are_hashed_as_containers()
    {
        var service = Service("image: a\nnetwork_mode: service:db\nipc: service:db\nvolumes_from: [db]");
        Json(service, Dialect.V5, new ResolvedReferences { NetworkMode = "container:1", Ipc = "container:2", VolumesFrom = ["3"] })
            .Should()
            .Be("""{"command":null,"entrypoint":null,"image":"a","ipc":"container:2","network_mode":"container:1","volumes_from":["3"]}""");
    }

    [Fact]
    public void A_network_has_its_address_management_and_a_volume_its_driver()
    {
        var tree = Trees.Final("networks: {n: {labels: {v: 2}}}\nvolumes: {v: }");
        var json = new ArrayBufferWriter<byte>();
        ConfigHash.WriteNetwork((YamlMapping)Trees.At(tree, "networks.n")!, Dialect.V5, json);
        Encoding.UTF8.GetString(json.WrittenSpan).Should().Be("""{"name":"p_n","ipam":{},"labels":{"v":"2"}}""");
        json.Clear();
        ConfigHash.WriteVolume((YamlMapping)Trees.At(tree, "volumes.v")!, Dialect.V5, json);
        Encoding.UTF8.GetString(json.WrittenSpan).Should().Be("""{"name":"p_v","driver":"local"}""");
    }
}
