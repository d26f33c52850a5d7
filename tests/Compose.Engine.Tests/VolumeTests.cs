using Compose.Engine.Errors;
using Compose.Engine.Gaps;
using Compose.Engine.Transport;
using Docker.DotNet.Models;
using FluentAssertions;
using Xunit;

namespace Compose.Engine.Tests;

[Collection(RealEngineTests.Name)]
public sealed class VolumeTests(RealEngine engine)
{
    private EngineClient Client => engine.Client;

    [Fact]
    public async Task A_volume_lives()
    {
        var asked = new VolumesCreateParameters
        {
            Name = engine.Name("vol"),
            Driver = "local",
            DriverOpts = new Dictionary<string, string> { ["type"] = "tmpfs", ["device"] = "tmpfs" },
            Labels = engine.Labels,
        };

        var created = await Client.CreateVolumeAsync(asked);
        var again = await Client.CreateVolumeAsync(
            new VolumesCreateParameters
            { Name = asked.Name, Driver = "local", Labels = new Dictionary<string, string> { ["new"] = "label" } });

        created.Labels.Should().BeEquivalentTo(asked.Labels);
        again.Labels.Should().BeEquivalentTo(asked.Labels, "the engine keeps the old labels without a word");
        var got = await Client.InspectVolumeAsync(asked.Name);
        got.Options.Should().BeEquivalentTo(asked.DriverOpts);
        got.Mountpoint.Should().NotBeEmpty();
        (await Client.ListVolumesAsync(new Filters().Name(asked.Name))).Volumes.Single().Name.Should().Be(asked.Name);
        await Client.RemoveVolumeAsync(asked.Name);
        var gone = () => Client.RemoveVolumeAsync(asked.Name);
        (await gone.Should().ThrowAsync<EngineError>()).Which.Kind.Should().Be(EngineErrorKind.NotFound);
    }

    [Fact]
    public async Task A_volume_in_use_is_not_removed_and_anonymous_ones_go_with_their_container()
    {
        var name = engine.Name("vol");
        await Client.CreateVolumeAsync(new VolumesCreateParameters { Name = name, Labels = engine.Labels });
        var container = engine.Shell("true", container => container.HostConfig = new HostConfig
        {
            Mounts =
            [
                new Mount { Type = "volume", Source = name, Target = "/named" },
                new Mount
                    { Type = "volume", Target = "/anonymous", VolumeOptions = new VolumeOptions { NoCopy = true, Labels = engine.Labels } },
            ],
        });
        var created = await engine.CreateAsync(container, engine.Name("c"));
        var anonymous = (await Client.InspectContainerAsync(created.ID)).Mounts.Single(m => m.Destination == "/anonymous").Name!;

        var busy = () => Client.RemoveVolumeAsync(name);

        (await busy.Should().ThrowAsync<EngineError>()).Which.Kind.Should().Be(EngineErrorKind.Conflict);
        (await Client.InspectVolumeAsync(anonymous)).Labels.Should().Contain(engine.Labels);
        await Client.RemoveContainerAsync(created.ID, volumes: true);
        (await Client.InspectVolumeAsync(name)).Name.Should().Be(name);
        var gone = () => Client.InspectVolumeAsync(anonymous);
        (await gone.Should().ThrowAsync<EngineError>()).Which.Kind.Should().Be(EngineErrorKind.NotFound);
    }
}
