using Compose.Files.Environment;
using FluentAssertions;
using Xunit;

namespace Compose.Files.Tests.Normalizing;

public sealed class NormalizerTests
{
    private static readonly ComposeEnvironment Environment = ComposeEnvironment.From([new("SET", "value"), new("BLANK", "")], "shell");

    [Theory]
    [InlineData("image: a", "{default: null}")]
    [InlineData("{image: a, networks: {}}", "{default: null}")]
    [InlineData("{image: a, networks: []}", "{default: null}")]
    [InlineData("{image: a, networks: [n]}", "{n: null}")]
    [InlineData("{image: a, network_mode: host}", "-")]
    [InlineData("{provider: {type: x}}", "-")]
    public void A_service_that_says_nothing_of_networks_is_in_the_default_one(string service, string expected)
    {
        var tree = new Trees().Normalized($"services: {{web: {(service[0] == '{' ? service : "{" + service + "}")}}}\nnetworks: {{n: }}");
        Trees.Show(Trees.At(tree, "services.web.networks")).Should().Be(expected);
        (Trees.At(tree, "networks.default") is not null).Should().Be(expected.StartsWith("{default", StringComparison.Ordinal));
    }

    [Fact]
    public void Names_come_from_the_project_unless_the_file_or_external_says_otherwise()
    {
        var tree = new Trees().Normalized("""
            networks: {a: , b: {external: true}, c: {name: given}, d: {external: true, name: other}}
            volumes: {v: }
            secrets: {s: {file: ./s}}
            """);
        new[] { "networks.a", "networks.b", "networks.c", "networks.d", "volumes.v", "secrets.s" }.Select(
            path => Trees.Show(Trees.At(tree, path + ".name")))
            .Should().Equal("'p_a'", "'b'", "'given'", "'other'", "'p_v'", "'p_s'");
    }

    [Fact]
    public void Sharing_a_namespace_is_a_dependency()
    {
        var tree = new Trees().Normalized("""
            services:
              web:
                image: a
                links: [db, "cache:c", "a:b:c"]
                network_mode: service:proxy
                ipc: container:other
                volumes_from: ["data:ro", "container:x"]
                depends_on: {cache: {condition: service_healthy, required: false}}
            """);
        var dependencies = Trees.At(tree, "services.web.depends_on");
        Trees.Show(dependencies).Should().Be("{cache: {condition: 'service_healthy', required: false}, " +
            "db: {condition: 'service_started', restart: true, required: true}, " +
            "a:b:c: {condition: 'service_started', restart: true, required: true}, " +
            "proxy: {condition: 'service_started', restart: true, required: true}, " +
            "data: {condition: 'service_started', restart: false, required: true}}");
    }

    [Fact]
    public void Bare_keys_take_the_variable_of_their_name()
    {
        var tree = new Trees { Environment = Environment }.Normalized("""
            services:
              list: {image: a, environment: [SET, UNSET, BLANK, "OWN=1"], build: {context: ., args: [SET, UNSET]}}
              map: {image: a, environment: {SET: , UNSET: , OWN: 1}, build: {context: ., args: {SET: , UNSET: }}}
            """);
        Trees.Show(Trees.At(tree, "services.list.environment")).Should().Be("['SET=value', 'UNSET', 'BLANK=', 'OWN=1']");
        Trees.Show(Trees.At(tree, "services.list.build.args")).Should().Be("['SET=value']");
        Trees.Show(Trees.At(tree, "services.map.environment")).Should().Be("{SET: 'value', UNSET: null, OWN: 1}");
        Trees.Show(Trees.At(tree, "services.map.build.args")).Should().Be("{SET: 'value'}");
    }

    [Fact]
    public void Small_things_a_file_may_leave_out()
    {
        var tree = new Trees().Normalized("""
            services:
              web:
                image: a
                build: {}
                pull_policy: if_not_present
                secrets: [s, {source: s, target: ""}]
                ports: [{target: 80}]
                gpus: [{}, {count: 2}]
                volumes: [{type: volume, source: v, target: /a/../b/}, {type: bind, source: /x, target: /x, bind: {}}]
                pre_start: [{command: a}, {command: b, image: own}]
            """);
        var web = Trees.At(tree, "services.web");
        Trees.Show(Trees.At(web, "build")).Should().Be("{context: '/project', dockerfile: 'Dockerfile'}");
        Trees.Show(Trees.At(web, "pull_policy")).Should().Be("'missing'");
        Trees.Show(Trees.At(web, "secrets")).Should().Be("[{source: 's', target: '/run/secrets/s'}, {source: 's', target: ''}]");
        Trees.Show(Trees.At(web, "ports")).Should().Be("[{target: 80, protocol: 'tcp', mode: 'ingress'}]");
        Trees.Show(Trees.At(web, "gpus")).Should().Be("[{count: 'all'}, {count: 2}]");
        Trees.Show(Trees.At(web, "volumes.0.target")).Should().Be("'/b'");
        Trees.Show(Trees.At(web, "volumes.1.bind")).Should().Be("{create_host_path: true}");
        Trees.Show(Trees.At(web, "pre_start")).Should().Be("[{command: 'a', image: 'a'}, {command: 'b', image: 'own'}]");
    }

    [Fact]
    public void A_tree_that_says_everything_stays_the_same_node()
    {
        var trees = new Trees();
        var tree = trees.Normalized(
            "services: {web: {image: a, networks: [n], environment: {A: b}, volumes: [/x:/y]}}\nnetworks: {n: {name: n}}");
        var again = Compose.Files.Normalizing.ImplicitNetworks.Apply(
            Compose.Files.Normalizing.ImplicitDependencies.Apply(Compose.Files.Normalizing.Names.Apply(tree, "p")));
        again.Should().BeSameAs(tree);
    }
}
