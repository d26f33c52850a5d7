using Compose.Files.Diagnostics;
using Compose.Files.Tests.Merging;
using FluentAssertions;
using Xunit;

namespace Compose.Files.Tests.Schema;

public sealed class SchemaCheckTests
{
    [Theory]
    [InlineData("imagee: x", "3:5", "services.web additional properties 'imagee' not allowed", "did you mean \"image\"?")]
    [InlineData("replicas: 2", "3:5", "services.web additional properties 'replicas' not allowed",
        "\"replicas\" is an attribute of \"deploy\"")]
    [InlineData("net: host", "3:5", "services.web additional properties 'net' not allowed", "did you mean \"network_mode\"?")]
    [InlineData("hostname: 5", "3:15", "services.web.hostname must be a string", "quote it: \"5\"")]
    [InlineData("hostname:", "3:5", "services.web.hostname must be a string", null)]
    [InlineData("init: [a]", "3:11", "services.web.init must be a boolean or string", null)]
    [InlineData("ports: [[1]]", "3:13", "services.web.ports.0 must be a number", null)]
    [InlineData("build: 5", "3:12", "services.web.build must be a string", "quote it: \"5\"")]
    [InlineData("depends_on: {db: {condition: service_helthy}}", "3:34",
        "services.web.depends_on.db.condition value must be one of 'service_started', 'service_healthy', 'service_completed_successfully'",
        "did you mean \"service_healthy\"?")]
    [InlineData("depends_on: {db: {}}", "3:18", "services.web.depends_on.db missing property 'condition'",
        "add condition: service_started")]
    [InlineData("security_opt: [a, b, a]", "3:26", "services.web.security_opt items at 0 and 2 are equal", "remove one of the two")]
    [InlineData("oom_score_adj: 2000", "3:20", "services.web.oom_score_adj must be less than or equal to 1000", null)]
    [InlineData("pull_policy: sometimes", "3:18",
        "services.web.pull_policy 'sometimes' does not match pattern 'always|never|build|if_not_present|missing|refresh|daily|weekly|every_([0-9]+[wdhms])+'", null)]
    [InlineData("blkio_config: {x-a: 1}", "3:20", "services.web.blkio_config additional properties 'x-a' not allowed", null)]
    [InlineData("labels: {a: {b: c}}", "3:17", "services.web.labels.a must be a boolean, null, number or string", null)]
    public void A_mistake_is_told_in_the_words_of_Docker_Compose_at_its_place(string attribute, string place, string words, string? help)
    {
        using var folder = new Folder().With("compose.yaml", $"services:\n  web:\n    {attribute}\n    image: x\n  db: {{image: y}}\n");

        var result = folder.Load();

        var problem = result.Diagnostics.Single();
        problem.Summary.Should().Be($"validating {folder.Path}/compose.yaml: {words}");
        Folder.Place(result, problem.Primary).Should().Be("compose.yaml:" + place);
        problem.Help.Should().Be(help);
        result.Project.Should().BeNull();
    }

    [Fact]
    public void All_mistakes_of_all_stages_are_told_in_one_run()
    {
        using var folder = new Folder().With("compose.yaml", """
            services:
              web:
                imagee: x
                ports: ["80:a"]
                scale: ${SCALE:-two}
                image: y
              db:
                image: pg
                mem_limit: 5q
                depends_on: [wbe]
                healthcheck: {interval: 90s, retrys: 3}
            """);

        folder.Problems(folder.Load()).Select(line => string.Join(' ', line.Split(' ')[..2])).Should().BeEquivalentTo(
            "NC0205 compose.yaml:5:12", "NC0302 compose.yaml:3:5", "NC0302 compose.yaml:11:34", "NC0506 compose.yaml:4:13",
            "NC0610 compose.yaml:9:16", "NC0714 compose.yaml:10:18");
    }

    [Fact]
    public void An_error_suppresses_the_errors_that_follow_from_it()
    {
        using var folder = new Folder().With("compose.yaml", "services:\n  web:\n    imagee: x\n");

        folder.Load().Diagnostics.Select(problem => problem.Code).Should().Equal(DiagnosticCode.UnknownAttribute);
    }

    [Fact]
    public void Obsolete_version_is_a_warning()
    {
        using var folder = new Folder().With("compose.yaml", "version: '3'\nservices: {a: {image: x}}\n");

        var result = folder.Load();

        result.Diagnostics.Select(problem => (problem.Severity, problem.Code, Folder.Place(result, problem.Primary))).Should()
            .Equal((Severity.Warning, DiagnosticCode.ObsoleteVersion, "compose.yaml:1:1"));
    }

    [Theory]
    [InlineData("services: {a: {image: x, tty: yes}}",
        "NC0206 compose.yaml:1:31 \"yes\" for boolean is not supported by YAML 1.2, please use `true`")]
    [InlineData("services: {a: {image: 'x:${TAG}', user: '$TAG'}}",
        "NC0201 compose.yaml:1:26 The \"TAG\" variable is not set. Defaulting to a blank string.")]
    [InlineData("services: {a: {image: 'x:${TAG'}}",
        "NC0202 compose.yaml:1:26 invalid interpolation format for services.a.image.\nYou may need to escape any $ with another $.\nx:${TAG")]
    [InlineData("services: {a: {image: 'x:${TAG?say it}'}}",
        "NC0203 compose.yaml:1:26 error while interpolating services.a.image: required variable TAG is missing a value: say it")]
    [InlineData("services: {a: {image: x, labels: {h: '$2a$10$abcdefghijkl'}}}",
        "NC0207 compose.yaml:1:45 The \"abcdefghijkl\" variable is not set. Defaulting to a blank string.")]
    public void Variables_are_told_at_their_place(string text, string expected)
    {
        using var folder = new Folder().With("compose.yaml", text + "\n");

        folder.Problems(folder.Load()).First().Should().Be(expected);
    }
}
