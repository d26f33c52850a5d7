using Compose.Files.Checks;
using FluentAssertions;
using Xunit;

namespace Compose.Files.Tests.Checks;

public sealed class ConsistencyChecksTests
{
    private static IEnumerable<string> Check(string yaml, params string[] profiles)
    {
        var trees = new Trees();
        var selected = trees.ServiceSelection(yaml, profiles);
        trees.Diagnostics.Should().BeEmpty("the stages before have nothing to say");
        ConsistencyChecks.Check(selected, trees.Diagnostics);
        return trees.Found;
    }

    [Fact]
    public void Every_undefined_name_is_reported_where_it_is_used()
    {
        Check("""
            services:
              web:
                image: a
                depends_on:
                  - dbb
                networks: [back]
                volumes:
                  - data:/data
                secrets: [key]
                configs:
                  - source: conf
                models: [llm]
                build:
                  context: .
                  secrets: [token]
              db:
                image: b
            """).Should().BeEquivalentTo(
            "NC0714 5:9 service \"web\" depends on undefined service \"dbb\": invalid compose project",
            "NC0707 6:16 service \"web\" refers to undefined network back: invalid compose project",
            "NC0708 8:9 service \"web\" refers to undefined volume data: invalid compose project",
            "NC0709 9:15 service \"web\" refers to undefined secret key: invalid compose project",
            "NC0711 11:17 service \"web\" refers to undefined config conf: invalid compose project",
            "NC0712 12:14 service \"web\" refers to undefined model llm: invalid compose project",
            "NC0710 15:17 service \"web\" refers to undefined build secret token: invalid compose project");
    }

    [Fact]
    public void A_near_name_is_suggested()
    {
        var trees = new Trees();
        ConsistencyChecks.Check(
            trees.ServiceSelection(
                "services: {web: {image: a, depends_on: [databse], networks: [fornt]}, database: {image: b}}\nnetworks: {front: , back: }"),
                trees.Diagnostics);
        trees.Diagnostics.Select(found => found.Help).Should().BeEquivalentTo("did you mean \"database\"?", "did you mean \"front\"?");
    }

    [Fact]
    public void A_service_that_is_off_is_named_with_its_profile()
    {
        const string yaml = "services: {web: {image: a, depends_on: [db]}, db: {image: b, profiles: [data]}}";
        var trees = new Trees();
        ConsistencyChecks.Check(trees.ServiceSelection(yaml), trees.Diagnostics);
        trees.Diagnostics.Should().ContainSingle().Which.Help.Should().Contain("--profile data");
        Check(yaml, "data").Should().BeEmpty();
        Check("services: {web: {image: a, depends_on: {db: {condition: service_started, required: false}}}, db: {image: b, profiles: [data]}}").Should().BeEmpty();
    }

    [Theory]
    [InlineData("{hostname: h}", "service \"web\" has neither an image nor a build context specified: invalid compose project")]
    [InlineData("{build: {context: ., dockerfile: x, dockerfile_inline: y}}",
        "service \"web\" declares mutualy exclusive dockerfile and dockerfile_inline: invalid compose project")]
    [InlineData("{build: {context: ., additional_contexts: {a: 'service:q'}}}",
        "service \"web\" declares unknown service \"q\" as additional contexts a")]
    [InlineData("{build: {context: ., additional_contexts: {a: 'service:db'}}}",
        "service \"web\" declares non-buildable service \"db\" as additional contexts a")]
    [InlineData("{platform: p, build: {context: ., platforms: [q]}}",
        "service.build.platforms MUST include service.platform \"p\": invalid compose project")]
    [InlineData("{image: a, network_mode: host, networks: [default]}",
        "service web declares mutually exclusive `network_mode` and `networks`: invalid compose project")]
    [InlineData("{image: a, healthcheck: {test: [curl, x]}}", "healthcheck.test must start either by \"CMD\", \"CMD-SHELL\" or \"NONE\"")]
    [InlineData("{image: a, scale: 2, deploy: {replicas: 3}}",
        "services.web: can't set distinct values on 'scale' and 'deploy.replicas': invalid compose project")]
    [InlineData("{image: a, scale: -1}", "services.web.scale: must be greater than or equal to 0")]
    [InlineData("{image: a, deploy: {replicas: -1}}", "services.web.deploy.replicas: must be greater than or equal to 0")]
    [InlineData("{image: a, cpus: 1, deploy: {resources: {limits: {cpus: 2}}}}",
        "services.web: can't set distinct values on 'cpus' and 'deploy.resources.limits.cpus': invalid compose project")]
    [InlineData("{image: a, cpus: 1, deploy: {resources: {limits: {memory: 2g}}}}",
        "services.web: can't set distinct values on 'cpus' and 'deploy.resources.limits.cpus': invalid compose project")]
    [InlineData("{image: a, mem_limit: 1g, deploy: {resources: {limits: {memory: 2g}}}}",
        "services.web: can't set distinct values on 'mem_limit' and 'deploy.resources.limits.memory': invalid compose project")]
    [InlineData("{image: a, mem_reservation: 1g, deploy: {resources: {reservations: {memory: 2g}}}}",
        "services.web: can't set distinct values on 'mem_reservation' and 'deploy.resources.reservations.memory': invalid compose project")]
    [InlineData("{image: a, pids_limit: 1, deploy: {resources: {limits: {pids: 2}}}}",
        "services.web: can't set distinct values on 'pids_limit' and 'deploy.resources.limits.pids': invalid compose project")]
    [InlineData("{image: a, container_name: web, scale: 2}",
        "services.web: can't set container_name and scale as container name must be unique: invalid compose project")]
    [InlineData("{image: a, develop: {watch: [{path: ., action: sync}]}}",
        "services.web.develop.watch: target is required for non-rebuild actions: invalid compose project")]
    [InlineData("{image: a, tmpfs: [/x, '/y:size=1'], volumes: [/x:/y]}",
        "services.web.volumes[0]: target /y already mounted as services.web.tmpfs[1]")]
    public void Attributes_must_fit_together(string service, string expected) =>
        Check($"services: {{web: {service}, db: {{image: b}}}}\nnetworks: {{default: }}").Should().ContainSingle().Which.Should()
            .EndWith(expected);

    [Theory]
    [InlineData("{image: a, scale: 2, deploy: {replicas: 2}}")]
    [InlineData("{image: a, cpus: 0.5, mem_limit: 1g, pids_limit: 5, deploy: {resources: {limits: {cpus: '0.50', memory: 1024m, pids: 5}}}}")]
    [InlineData("{image: a, mem_limit: 1g, deploy: {resources: {reservations: {memory: 5m}}}}")]
    [InlineData("{provider: {type: x}}")]
    [InlineData("{image: a, volumes: ['/anonymous', './x:/x']}")]
    [InlineData("{image: a, container_name: web, scale: 1}")]
    public void Consistent_files_have_no_problems(string service) => Check($"services: {{web: {service}}}").Should().BeEmpty();

    [Fact]
    public void Each_cycle_is_reported_once_and_points_at_the_dependency_that_closes_it()
    {
        Check("""
            services:
              a: {image: i, depends_on: [b]}
              b: {image: i, depends_on: [c, z]}
              c: {image: i, depends_on: [a]}
              y: {image: i, depends_on: [y]}
              z: {image: i}
            """).Should().Equal("NC0723 4:30 dependency cycle detected: a -> b -> c -> a", "NC0723 5:30 dependency cycle detected: y -> y");
    }

    [Fact]
    public void A_long_chain_of_dependencies_is_no_matter()
    {
        var services = string.Join(
            '\n', Enumerable.Range(0, 20_000).Select(i => $"  s{i}: {{image: a{(i > 0 ? $", depends_on: [s{i - 1}]" : "")}}}"));
        Check("services:\n" + services).Should().BeEmpty();
    }

    [Fact]
    public void Two_services_cannot_have_one_container_name()
    {
        var trees = new Trees();
        ConsistencyChecks.CheckContainerNames(
            trees.Decoded("services:\n  a: {image: i, container_name: one}\n  b: {image: i, container_name: one}\n"), trees.Diagnostics);
        trees.Found.Should().Equal("NC0724 3:33 services.b: container name \"one\" is already in use by service \"a\"");
        trees.Diagnostics.Single().Related.Should().ContainSingle();
    }
}
