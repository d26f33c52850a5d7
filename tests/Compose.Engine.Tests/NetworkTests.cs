using Compose.Engine.Errors;
using Compose.Engine.Gaps;
using Compose.Engine.Transport;
using Compose.Engine.Versions;
using Docker.DotNet.Models;
using FluentAssertions;
using Xunit;

namespace Compose.Engine.Tests;

[Collection(RealEngineTests.Name)]
public sealed class NetworkTests(RealEngine engine)
{
    private EngineClient Client => engine.Client;

    [Fact]
    public async Task A_network_is_made_as_asked_for()
    {
        var third = await FreeAsync("10.213");
        var asked = new NetworksCreateParameters
        {
            Name = engine.Name("net"),
            Driver = "bridge",
            Internal = true,
            Attachable = true,
            EnableIPv4 = ApiVersions.EnableIPv4.IsOpen(await Client.VersionAsync()) ? true : null,
            EnableIPv6 = false,
            Labels = engine.Labels,
            Options = new Dictionary<string, string> { ["com.docker.network.bridge.enable_icc"] = "true" },
            IPAM = new IPAM
            {
                Driver = "default",
                Config =
                [
                    new IPAMConfig
                    {
                        Subnet = $"10.213.{third}.0/24",
                        IPRange = $"10.213.{third}.128/25",
                        Gateway = $"10.213.{third}.1",
                        AuxAddress = new Dictionary<string, string> { ["other"] = $"10.213.{third}.2" },
                    },
                ],
            },
        };

        var created = await Client.CreateNetworkAsync(asked);
        var got = await Client.InspectNetworkAsync(created.ID);

        got.Should().BeEquivalentTo(new { asked.Name, asked.Driver, Internal = true, Attachable = true, EnableIPv6 = false, asked.Labels });
        got.Options.Should().Contain(asked.Options);
        got.IPAM!.Config!.Single().Should().BeEquivalentTo(asked.IPAM.Config!.Single());
        (await Client.ListNetworksAsync(new Filters().Name(asked.Name))).Single().ID.Should().Be(created.ID);
        asked.IPAM = null;
        if (ApiVersions.Of(new ApiVersion(1, 44)).IsOpen(await Client.VersionAsync()))
        {
            // Before, a network gets the name of another one unless the request forbids it.
            var again = () => Client.CreateNetworkAsync(asked);
            (await again.Should().ThrowAsync<EngineError>()).Which.Kind.Should().Be(EngineErrorKind.Conflict);
        }

        await Client.RemoveNetworkAsync(created.ID);
        var gone = () => Client.InspectNetworkAsync(created.ID);
        (await gone.Should().ThrowAsync<EngineError>()).Which.Kind.Should().Be(EngineErrorKind.NotFound);
    }

    [Fact]
    public async Task A_container_joins_networks_at_create_and_later_and_leaves_them()
    {
        var third = await FreeAsync("10.214", "10.215");
        var first = await CreateAsync($"10.214.{third}.0/24");
        var second = await CreateAsync($"10.215.{third}.0/24");
        var container = engine.Shell("sleep 100", container =>
        {
            container.HostConfig = new HostConfig { NetworkMode = first, Init = true };
            container.NetworkingConfig = new NetworkingConfig
            {
                EndpointsConfig = new Dictionary<string, EndpointSettings>
                {
                    [first] = new()
                    {
                        Aliases = ["web"],
                        MacAddress = "02:42:00:00:00:99",
                        IPAMConfig = new EndpointIPAMConfig { IPv4Address = $"10.214.{third}.77" },
                        DriverOpts = new Dictionary<string, string> { ["com.example"] = "1" },
                    },
                },
            };
        });

        var id = await engine.RunAsync(container);
        await Client.ConnectNetworkAsync(second, id, new EndpointSettings { Aliases = ["late"] });

        var networks = (await Client.InspectContainerAsync(id)).NetworkSettings!.Networks;
        networks.Keys.Should().BeEquivalentTo([first, second]);
        networks[first].Aliases.Should().Contain("web");
        networks[first].IPAddress.Should().Be($"10.214.{third}.77");
        if (ApiVersions.EndpointMacAddress.IsOpen(await Client.VersionAsync()))
            networks[first].MacAddress.Should().Be("02:42:00:00:00:99");
        networks[second].Aliases.Should().Contain("late");
        (await Client.InspectNetworkAsync(second)).Containers.Keys.Should().Equal(id);
        await Client.DisconnectNetworkAsync(second, id, force: true);
        (await Client.InspectNetworkAsync(second)).Containers.Should().BeEmpty();
        var busy = () => Client.RemoveNetworkAsync(first);
        (await busy.Should().ThrowAsync<EngineError>()).Which.Kind.Should().Be(EngineErrorKind.Denied);
    }

    /// <summary>A third number that no network of the engine has after these two: other runs choose as well.</summary>
    private async Task<int> FreeAsync(params string[] prefixes)
    {
        var subnets = (await Client.ListNetworksAsync()).SelectMany(network => network.IPAM?.Config.OrEmpty() ?? [])
            .Select(pool => pool.Subnet).ToHashSet();
        return Enumerable.Range(0, 256).OrderBy(_ => Random.Shared.Next())
            .First(third => prefixes.All(prefix => !subnets.Contains($"{prefix}.{third}.0/24")));
    }

    private async Task<string> CreateAsync(string subnet)
    {
        var name = engine.Name("net");
        await Client.CreateNetworkAsync(
            new NetworksCreateParameters
            { Name = name, Labels = engine.Labels, IPAM = new IPAM { Config = [new IPAMConfig { Subnet = subnet }] } });
        return name;
    }
}
