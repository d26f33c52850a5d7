using System.Text.Json.Nodes;
using Compose.Testing.Engine;
using Compose.Testing.Scenarios;
using FluentAssertions;
using Xunit;

namespace Compose.Differential.Tests.Commands;

/// <summary>`bridge`: our own manifests as files, and transformation images, which both programs run alike.</summary>
public sealed class BridgeTests(EngineFixture fixture) : IClassFixture<EngineFixture>
{
    private const string Stack = """
        name: demo
        services:
          web: {image: busybox, ports: ["8080:80"], environment: {DB_PASSWORD: s3cr3t, PRICE: "$$5"}, secrets: [token]}
        secrets: {token: {file: ./token}}
        """;

    private const string Script =
        "set -e; cp /in/compose.yaml /out/model; echo $LICENSE_AGREEMENT $(id -u) > /out/facts; if [ -e /templates/t ]; then cp /templates/t /out; fi; echo converted";

    [Fact]
    public Task Manifests_are_written_whole_and_nothing_is_deleted_unasked() => Scenario.RunAsync(fixture, "bridge", async scenario =>
    {
        Prepare(scenario);
        var run = await scenario.Ncompose("bridge", "convert");
        run.Error.Should().Contain("secret token is not written").And.Contain("DB_PASSWORD of service web is not written");
        File.Exists(Out(scenario, "base/web-deployment.yaml")).Should().BeTrue();
        Directory.GetFiles(Out(scenario, "base/secrets")).Select(Path.GetFileName).Should().Equal(".gitignore");
        (await File.ReadAllTextAsync(Out(scenario, "base/web-deployment.yaml"))).Should().Contain("value: $5").And.NotContain("s3cr3t");

        scenario.File("out/own", "x");
        (await scenario.Try("bridge", "convert")).Error.Should().Contain("deletion of output directory 'out' was not confirmed");
        File.Exists(Out(scenario, "own")).Should().BeTrue();
        (await scenario.Try("bridge", "convert", "-y", "-o", ".")).Error.Should().Contain("holds the project itself");
        await scenario.Ncompose("bridge", "convert", "--yes", "--with-secrets");
        File.Exists(Out(scenario, "own")).Should().BeFalse();
        (await File.ReadAllTextAsync(Out(scenario, "base/secrets/web.DB_PASSWORD"))).Should().Be("s3cr3t");
        File.GetUnixFileMode(Out(scenario, "base/secrets/token")).Should().Be(UnixFileMode.UserRead | UnixFileMode.UserWrite);
    });

    [Fact]
    public Task A_transformation_image_gets_from_both_programs_the_same() => Scenario.RunAsync(fixture, "bridge image", async scenario =>
    {
        Prepare(scenario);
        scenario.File("templates/t", "template");
        var image = await ImageAsync(scenario);
        try
        {
            (await scenario.Ncompose("bridge", "convert", "-t", image, "--templates", "templates")).Output.Should().Contain("converted");
            // Docker Compose 2.40 leaves the model with its secrets in the folder of temporary files.
            scenario.Environment["TMPDIR"] = Directory.CreateDirectory(Path.Combine(scenario.Folder, "temporary")).FullName;
            await scenario.Peer("bridge", "convert", "-t", image, "--templates", "templates", "-o", "peer");
            foreach (var file in new[] { "facts", "t" })
                (await File.ReadAllTextAsync(Out(scenario, file))).Should().Be(await File.ReadAllTextAsync(Path.Combine(scenario.Folder,
                    "peer", file)));
            (await ModelAsync(scenario, "out")).Should().Be(await ModelAsync(scenario, "peer"));

            var (ours, theirs) = (await scenario.Ncompose("bridge", "transformations", "ls"),
                await scenario.Peer("bridge", "transformations", "ls"));
            ours.Output.Split('\n').Should().Contain(theirs.Output.Split('\n').Single(line =>
                line.Contains(image.Split(':')[0], StringComparison.Ordinal)));
            (await scenario.Ncompose("bridge", "transformations", "list", "-q")).Output.Should().Contain(image);
            JsonNode.Parse((await scenario.Ncompose("bridge", "transformations", "list", "--format",
                "json")).Output)!.AsArray().Should().NotBeEmpty();

            await scenario.Ncompose("bridge", "transformations", "create", "--from", image, "mine");
            (await File.ReadAllTextAsync(Path.Combine(scenario.Folder, "mine", "templates", "inside"))).Should().Be("of the image\n");
            (await File.ReadAllTextAsync(Path.Combine(scenario.Folder, "mine",
                "Dockerfile"))).Should().Contain("LABEL com.docker.compose.bridge=transformation");
            (await scenario.Try("bridge", "transformations", "create", "--from", image, "mine")).Error.Should().Contain("already exists");
        }
        finally
        {
            await scenario.Engine.DeleteAsync($"/images/{image}?force=1");
        }
    });

    private static void Prepare(Scenario scenario)
    {
        scenario.File("compose.yaml", Stack);
        scenario.File("token", "t0ken");
        scenario.Environment.Remove("COMPOSE_PROJECT_NAME");
    }

    private static string Out(Scenario scenario, string path) => Path.Combine(scenario.Folder, "out", path);

    /// <summary>busybox with a command of its own and a file in /templates, made by a commit.</summary>
    private async Task<string> ImageAsync(Scenario scenario)
    {
        var name = $"nct-bridge-{fixture.RunId}";
        var container = new JsonObject
        {
            ["Image"] = "busybox",
            ["Cmd"] = new JsonArray("sh", "-c", "mkdir /templates; echo of the image > /templates/inside"),
            ["Labels"] = new JsonObject { [EngineFixture.RunLabelName] = fixture.RunId }
        };
        var id = (string)(await scenario.Engine.PostAsync("/containers/create", container))!["Id"]!;
        await scenario.Engine.PostAsync($"/containers/{id}/start");
        await scenario.Engine.PostAsync($"/containers/{id}/wait");
        var config = new JsonObject
        {
            ["Cmd"] = new JsonArray("sh", "-c", Script),
            ["Labels"] = new JsonObject { ["com.docker.compose.bridge"] = "transformation" }
        };
        await scenario.Engine.PostAsync($"/commit?container={id}&repo={name}&tag=1", config);
        return name + ":1";
    }

    /// <summary>The model as `config` prints it, whatever its form: the peer writes another YAML.</summary>
    private static async Task<string> ModelAsync(Scenario scenario, string folder)
    {
        var text = await File.ReadAllTextAsync(Path.Combine(scenario.Folder, folder, "model"));
        var lines = text.Split('\n').Select(line => line.Trim().Trim('"').Replace("\"", "", StringComparison.Ordinal))
            .Where(line => line.Length > 0);
        return string.Join('\n', lines.Order(StringComparer.Ordinal));
    }
}
