using System.Text;
using Compose.Files;
using Compose.Files.Environment;
using Compose.Files.Model;
using Compose.Planning.Attributes;
using Compose.Planning.Context;
using Compose.Planning.Desired;
using Compose.Planning.Operations;
using Compose.Planning.Plans;
using FluentAssertions;
using Xunit;

namespace Compose.Planning.Tests;

/// <summary>Labels end up in metrics and lists: their reader learns no value that may be a secret, and cannot try values.</summary>
public sealed class LabelSecrecyTests
{
    private const string Text = """
        services:
          web:
            image: nginx
            ports: ["8080:80"]
            restart: always
            command: [serve, --as, word-in-command]
            entrypoint: [word-in-entrypoint]
            environment: {DB: word-in-environment, COOKIE: word-in-environment}
            labels: {note: word-in-label}
            annotations: {note: word-in-annotation}
            healthcheck: {test: [CMD, curl, "http://admin:word-in-probe@localhost/", word-in-probe], interval: 5s}
            logging: {driver: syslog, options: {tag: word-in-logging}}
            post_start: [{command: [sh, -c, echo word-in-hook]}]
            pre_stop: [{command: [curl, -u, "me:word-in-hook"]}, {command: [drain]}]
            deploy: {labels: {note: word-in-label}}
            configs: [site]
        networks: {default: {driver_opts: {password: word-in-network}, labels: {note: word-in-label}}}
        volumes: {data: {driver_opts: {o: "username=me,password=word-in-volume"}, labels: {note: word-in-label}}}
        configs: {site: {content: word-in-config}}
        """;

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void No_label_and_no_annotation_of_ours_has_a_text_that_may_be_a_secret(bool listsAnnotations)
    {
        var (labels, annotations) = Kept(Desired(listsAnnotations));

        labels.Should().NotContain("word-in");
        annotations.Should().NotContain("word-in");
        labels.Should().Contain("restart~always").And.Contain("~8080:80/tcp", "what cannot be a secret is kept for the plan");
        (annotations.Length > 0).Should().Be(listsAnnotations);
        annotations.Contains("drain", StringComparison.Ordinal).Should().Be(listsAnnotations,
            "a hook without a secret is kept where labels do not show it");
    }

    [Fact]
    public void The_key_of_the_digests_is_in_no_label_where_the_engine_lists_annotations()
    {
        Labels(Desired(listsAnnotations: true)).Keys.Should().NotContain("ncompose.key");
        var salted = Labels(Desired(listsAnnotations: false));
        salted.Keys.Should().Contain("ncompose.key");
        salted["ncompose.attributes"].Should().Contain("environment.DB,",
            "with a key that can be read there is no digest of an environment");
        salted["ncompose.attributes"].Should().NotContain("post_start=").And.Contain("post_start,");
    }

    [Fact]
    public void Equal_values_are_not_seen_to_be_equal_and_digests_are_long()
    {
        var (first, second) = (AttributeDigests.Parse(Labels(Desired(true, "one"))["ncompose.attributes"]),
            AttributeDigests.Parse(Labels(Desired(true, "two"))["ncompose.attributes"]));

        first["environment.DB"].Digest.Should().HaveLength(16,
            "96 bits").And.NotBe(first["environment.COOKIE"].Digest).And.NotBe(second["environment.DB"].Digest);
        Labels(Desired(true, "one"))["ncompose.content-digest"].Should().NotBe(
            Labels(Desired(true, "two"))["ncompose.content-digest"]).And.StartWith("configs/site=").And.HaveLength("configs/site=".Length
            + 16);
        new DesiredOptions().Seed.Should().NotBe(new DesiredOptions().Seed, "each run has its own");
    }

    [Fact]
    public void The_fingerprint_of_the_files_does_not_depend_on_the_seed_but_on_the_contents()
    {
        Fingerprint.Of(Desired(true, "one")).Should().Be(Fingerprint.Of(Desired(true, "two"))).And.NotBe(
            Fingerprint.Of(Desired(true, "one", content: "other")));
    }

    private static (string Labels, string Annotations) Kept(DesiredState desired)
    {
        var created = Planner.Up(desired, new Observed.ObservedState("demo"), new UpPolicy()).Steps.Select(step => step.Operation)
            .OfType<Operation.CreateContainer>().Single().Container;
        NamedMap<string>[] all = [created.LabelsFor(_ => "", "sha256:1"), .. desired.Networks.Select(network => network.Labels),
            .. desired.Volumes.Select(volume => volume.Labels)];
        return (
            string.Join('\n',
                all.SelectMany(labels => labels).Where(label => label.Key.StartsWith("ncompose.", StringComparison.Ordinal))),
                string.Join('\n', created.Annotations));
    }

    private static NamedMap<string> Labels(DesiredState desired) => desired.Services[0].Labels.Value;

    private static DesiredState Desired(bool listsAnnotations, string seed = "seed", string content = "word-in-config")
    {
        var result = ComposeLoader.Load(new LoadRequest
        {
            Files = [new ComposeFile("compose.yaml", "/demo/compose.yaml", Encoding.UTF8.GetBytes(Text))],
            Directory = "/demo",
            Environment = ComposeEnvironment.From([], "shell"),
            ProjectName = "demo",
        });
        return DesiredState.Of(result.Project!,
            new DesiredOptions
            {
                Seed = seed,
                ListsAnnotations = listsAnnotations,
                ContentDigests = new NamedMap<string>([new("configs/site", content)])
            });
    }
}
