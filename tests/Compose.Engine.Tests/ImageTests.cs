using System.Formats.Tar;
using System.Text;
using Compose.Engine.Errors;
using Compose.Engine.Gaps;
using Compose.Engine.Registry;
using Compose.Engine.Streams;
using Compose.Engine.Transport;
using Docker.DotNet.Models;
using FluentAssertions;
using Xunit;

namespace Compose.Engine.Tests;

[Collection(RealEngineTests.Name)]
public sealed class ImageTests(RealEngine engine)
{
    private EngineClient Client => engine.Client;

    [Fact]
    public async Task An_image_gets_another_name_and_loses_it()
    {
        var repository = engine.Name("tag");

        await Client.TagImageAsync(RealEngine.Image, repository, "one");

        var original = await Client.InspectImageAsync(RealEngine.Image);
        (await Client.InspectImageAsync(repository + ":one")).ID.Should().Be(original.ID);
        (await Client.ListImagesAsync(new Filters().Add("reference", repository))).Single().RepoTags.Should().Contain(repository + ":one");
        (await Client.RemoveImageAsync(repository + ":one")).Should().ContainSingle().Which["Untagged"].Should().Be(repository + ":one");
        var gone = () => Client.InspectImageAsync(repository + ":one");
        (await gone.Should().ThrowAsync<EngineError>()).Which.Kind.Should().Be(EngineErrorKind.NotFound);
    }

    [Fact]
    public async Task An_image_is_inspected_with_platform_where_the_engine_can()
    {
        var plain = await Client.InspectImageAsync(RealEngine.Image, manifests: true);

        var image = await Client.InspectImageAsync(RealEngine.Image, new Platform { OS = plain.Os, Architecture = plain.Architecture });

        image.ID.Should().Be(plain.ID);
        image.Architecture.Should().NotBeEmpty();
        image.Metadata!.LastTagTime.Should().NotBeNullOrEmpty();
    }

    [Fact]
    public async Task An_image_is_built_from_a_context()
    {
        var name = engine.Name("built");
        var context = Tar(
            ("sub/Dockerfile",
                $"FROM {RealEngine.Image}\nARG WHO\nRUN echo \"$WHO\" > /who\nCOPY note /note\nCMD [\"cat\", \"/who\", \"/note\"]\n"),
                ("note", "a note\n"));
        var query = new BuildQuery
        {
            Dockerfile = "sub/Dockerfile",
            Tags = [name + ":x"],
            Arguments = new Dictionary<string, string?> { ["WHO"] = "me & you" },
            Labels = engine.Labels.ToDictionary(l => l.Key, l => (string?)l.Value),
            NetworkMode = "none",
        };
        string? id = null;
        var text = new StringBuilder();

        await foreach (var message in Client.BuildImageAsync(query, context))
        {
            text.Append(message.Stream);
            id = Result(message, "ID") ?? id;
        }

        (await Client.InspectImageAsync(name + ":x")).ID.Should().Be(id);
        text.ToString().Should().Contain("Successfully built");
        var container = await engine.RunAsync(engine.Shell("", container => (container.Image, container.Cmd) = (name + ":x", null!)));
        await using var logs = await Client.OpenLogsAsync(container, new LogQuery { Follow = true });
        (await TextAsync(logs)).Should().Be("me & you\na note\n");
    }

    [Fact]
    public async Task A_failed_build_throws_the_builders_words()
    {
        var build = async () =>
        {
            await foreach (var _ in Client.BuildImageAsync(
                new BuildQuery { NetworkMode = "none", ForceRemove = true }, Tar(("Dockerfile", $"FROM {RealEngine.Image}\nRUN exit 7\n"))))
            {
            }
        };

        var error = (await build.Should().ThrowAsync<EngineError>()).Which;
        error.Kind.Should().Be(EngineErrorKind.Failed);
        error.Message.Should().Contain("exit 7").And.Contain("code: 7");
    }

    [Fact]
    public async Task Images_are_saved_and_loaded_and_imported()
    {
        var name = engine.Name("import") + ":x";
        await foreach (var _ in Client.ImportImageAsync(
            Tar(("hello", "hi")), name.Split(':')[0], "x", ["LABEL " + engine.Labels.Select(l => $"{l.Key}={l.Value}").Single()]))
        {
        }

        var imported = await Client.InspectImageAsync(name);
        using var saved = new MemoryStream();
        await using (var stream = await Client.SaveImagesAsync([name]))
        {
            await stream.CopyToAsync(saved);
        }

        await Client.RemoveImageAsync(name);
        saved.Position = 0;
        var output = new StringBuilder();
        await foreach (var message in Client.LoadImagesAsync(saved))
        {
            output.Append(message.Stream);
        }

        output.ToString().Should().Contain(name);
        (await Client.InspectImageAsync(name)).ID.Should().Be(imported.ID);
    }

    [Fact]
    public async Task Images_that_nobody_names_are_pruned()
    {
        var label = $"prune={Guid.NewGuid():N}";
        var image = "";
        await foreach (var message in Client.BuildImageAsync(
            new BuildQuery(), Tar(("Dockerfile", $"FROM {RealEngine.Image}\nLABEL {label}\nENV X={label}\n"))))
        {
            image = Result(message, "ID") ?? image;
        }

        var report = await Client.PruneImagesAsync(new Filters().Label(label).Add("dangling", "true"));

        report.ImagesDeleted.Should().Contain(d => d.Deleted == image);
    }

    [Fact]
    public async Task An_image_goes_to_a_registry_and_comes_back()
    {
        var registry = await engine.RunAsync(new CreateContainerParameters
        {
            Image = "registry:2",
            Labels = engine.Labels,
            ExposedPorts = new Dictionary<string, EmptyStruct> { ["5000/tcp"] = default },
            Healthcheck = new HealthcheckConfig { Test = ["NONE"] },
            HostConfig = new HostConfig
            {
                PortBindings = new Dictionary<string, IList<PortBinding>>
                { ["5000/tcp"] = [new PortBinding { HostIP = "127.0.0.1", HostPort = "" }] }
            },
        });
        var port = (await Client.InspectContainerAsync(registry)).NetworkSettings!.Ports["5000/tcp"]![0].HostPort;
        var repository = $"127.0.0.1:{port}/some/thing";
        await Client.TagImageAsync(RealEngine.Image, repository, "v1");
        await ListeningAsync(registry);

        var pushed = await MessagesAsync(Client.PushImageAsync(repository + ":v1"));
        var found = await Client.InspectDistributionAsync(repository + ":v1");
        await Client.RemoveImageAsync(repository + ":v1");
        var pulled = await MessagesAsync(Client.PullImageAsync($"{repository}@{found.Descriptor!.Digest}"));
        var missing = async () => await MessagesAsync(Client.PullImageAsync(repository + ":absent"));

        pushed.Should().Contain(m => Result(m, "Digest") == found.Descriptor.Digest);
        pulled.Should().Contain(m => m.Status!.Contains(found.Descriptor.Digest));
        (await Client.InspectImageAsync($"{repository}@{found.Descriptor.Digest}")).RepoDigests.Should()
            .Contain($"{repository}@{found.Descriptor.Digest}");
        (await missing.Should().ThrowAsync<EngineError>()).Which.Kind.Should().BeOneOf(EngineErrorKind.NotFound, EngineErrorKind.Failed);
        await Client.RemoveImageAsync($"{repository}@{found.Descriptor.Digest}");
        (await Client.AuthenticateAsync(
            new RegistryCredential { Username = "u", Password = "p", ServerAddress = $"127.0.0.1:{port}" })).Status.Should().NotBeEmpty();
    }

    private static string? Result(JSONMessage message, string name) =>
        message.Aux?.ExtensionData is { } results && results.TryGetValue(name, out var value) ? value.ToString() : null;

    private async Task ListeningAsync(string registry)
    {
        await using var logs = await Client.OpenLogsAsync(registry, new LogQuery { Follow = true });
        var text = "";
        while (!text.Contains("listening on", StringComparison.Ordinal) && await logs.ReadAsync() is { } piece)
        {
            text += Encoding.UTF8.GetString(piece.Bytes.Span);
        }
    }

    private static async Task<List<JSONMessage>> MessagesAsync(IAsyncEnumerable<JSONMessage> messages)
    {
        var all = new List<JSONMessage>();
        await foreach (var message in messages)
        {
            all.Add(message);
        }

        return all;
    }

    private static async Task<string> TextAsync(FrameReader reader)
    {
        var text = "";
        while (await reader.ReadAsync() is { } piece)
        {
            text += Encoding.UTF8.GetString(piece.Bytes.Span);
        }

        return text;
    }

    private static MemoryStream Tar(params (string Name, string Text)[] files)
    {
        var tar = new MemoryStream();
        using (var writer = new TarWriter(tar, leaveOpen: true))
        {
            foreach (var (name, text) in files)
            {
                writer.WriteEntry(
                    new PaxTarEntry(TarEntryType.RegularFile, name) { DataStream = new MemoryStream(Encoding.UTF8.GetBytes(text)) });
            }
        }

        tar.Position = 0;
        return tar;
    }
}
