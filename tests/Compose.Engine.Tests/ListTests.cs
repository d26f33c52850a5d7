using System.Collections.Specialized;
using System.Text.Json;
using System.Web;
using Compose.Engine.Errors;
using Compose.Engine.Gaps;
using Compose.Engine.Transport;
using Docker.DotNet.Models;
using FluentAssertions;
using Xunit;

namespace Compose.Engine.Tests;

/// <summary>Answers of an engine with every field, with nulls in the place of each, and with what does not belong there.</summary>
public sealed class ListTests
{
    [Fact]
    public async Task A_container_is_read_with_all_that_is_asked_of_it()
    {
        var container = (await Containers("""
            [{"Id":"4af2","Names":["/p-web-1","/p-api-1/web"],"Image":"nginx","ImageID":"sha256:1","Command":"say \"h\u00e9\"","Created":1795896220,
              "Ports":[{"IP":"::","PrivatePort":80,"PublicPort":8080,"Type":"tcp"},{"PrivatePort":9,"Type":"udp"}],
              "Labels":{"a":"1","b":"","a b":"ü"},"State":"running","Status":"Up 3 seconds (healthy)",
              "HostConfig":{"NetworkMode":"p_default","Other":{"x":[1,{"y":[]}]},"Annotations":{"ncompose.key":"k"}},
              "NetworkSettings":{"Networks":{"p_default":{"Aliases":null,"NetworkID":"n1","IPPrefixLen":24},"other":{"NetworkID":"n2"}}},
              "Mounts":[{"Type":"volume","Name":"v","Source":"/s","Destination":"/d","Driver":"local","Mode":"z","RW":true,"Propagation":"rprivate"}],
              "ImageManifestDescriptor":{"mediaType":"m","platform":{"architecture":"arm64","os":"linux","variant":"v8","os.features":["x"]}},
              "Health":{"Status":"healthy","FailingStreak":0}},
             {"Id":"5b03","Names":["/p-web-1"]}]
            """)).Should().HaveCount(2).And.Subject.First();

        container.ID.Should().Be("4af2");
        container.Names.Should().Equal("/p-web-1", "/p-api-1/web");
        (container.Image, container.ImageID, container.Command, container.Created).Should()
            .Be(("nginx", "sha256:1", "say \"hé\"", DateTime.UnixEpoch.AddSeconds(1795896220)));
        container.Ports.Should().BeEquivalentTo(
            [new PortSummary { IP = "::", PrivatePort = 80, PublicPort = 8080, Type = "tcp" },
                new PortSummary { PrivatePort = 9, Type = "udp" }]);
        container.Labels.Should().Equal(new Dictionary<string, string> { ["a"] = "1", ["b"] = "", ["a b"] = "ü" });
        (container.State, container.Status, container.Health!.Status).Should().Be(("running", "Up 3 seconds (healthy)", "healthy"));
        container.NetworkSettings!.Networks.Select(network => (network.Key, network.Value.NetworkID)).Should()
            .Equal(("p_default", "n1"), ("other", "n2"));
        container.HostConfig.Annotations.Should().Equal(new Dictionary<string, string> { ["ncompose.key"] = "k" });
        container.Mounts.Should().ContainSingle().Which.Should()
            .BeEquivalentTo(
            new MountPoint
            {
                Type = "volume",
                Name = "v",
                Source = "/s",
                Destination = "/d",
                Driver = "local",
                Mode = "z",
                RW = true,
                Propagation = "rprivate"
            });
        container.ImageManifestDescriptor!.Platform.Should()
            .BeEquivalentTo(new Platform { OSFeatures = ["x"], OS = "linux", Architecture = "arm64", Variant = "v8" });
    }

    [Fact]
    public async Task Null_counts_as_missing()
    {
        var fields =
            new[] { "Id", "Names", "Image", "ImageID", "Command", "Ports", "Labels", "State", "Status", "HostConfig", "NetworkSettings",
                "Mounts", "ImageManifestDescriptor", "Health", "Unknown" };

        var container = (await Containers("[{" + string.Join(',', fields.Select(field => $"\"{field}\":null")) + "}]")).Single();

        container.Should()
            .BeEquivalentTo(
            (await Containers("[{}]")).Single(),
            options => options.Using<string>(text => (text.Subject ?? "").Should().Be(text.Expectation)).WhenTypeIs<string>());
        (container.Names.OrEmpty().Count, container.Labels.OrEmpty().Count, container.Labels.GetValueOrDefault("any"),
            container.NetworkSettings).Should().Be((0, 0, null, null));
        (await Containers("[]")).Should().BeEmpty();
    }

    [Theory]
    [InlineData("""{"message":"no"}""", "could not be converted")]
    [InlineData("""[{"Id":1}]""", "Path: $[0].Id")]
    [InlineData("""[{"Created":"yesterday"}]""", "Path: $[0].Created")]
    [InlineData("""[{"Created":1.5}]""", "Path: $[0].Created")]
    [InlineData("""[{"Created":true}]""", "to DateTime is not handled")]
    [InlineData("""[{"Created":9223372036854775807}]""", "out of range")]
    [InlineData("""[{"Created":-9223372036854775808}]""", "out of range")]
    [InlineData("""[{"Ports":[{"PrivatePort":70000}]}]""", "Path: $[0].Ports[0].PrivatePort")]
    [InlineData("""[{"Mounts":[{"RW":0}]}]""", "Path: $[0].Mounts[0].RW")]
    [InlineData("""[{"Labels":[]}]""", "Path: $[0].Labels")]
    [InlineData("""[{"Id":"a"}] []""", "after a single JSON value")]
    [InlineData("""[{"Id":"a"},""", "end of data")]
    [InlineData("""[{"Id":"\ud800"}]""", "Path: $[0].Id")]
    [InlineData("""[{"\ud800":"a"}]""", "not an answer of a container engine")]
    [InlineData("null", "it is empty")]
    public async Task An_unexpected_type_is_an_error(string body, string expected)
    {
        var call = () => Containers(body);

        var error = (await call.Should().ThrowAsync<EngineError>()).Which;
        error.Kind.Should().Be(EngineErrorKind.Protocol);
        error.Message.Should().Contain(expected).And.Contain("GET /v1.47/containers/json");
    }

    [Fact]
    public async Task Texts_that_fall_into_one_place_stay_apart()
    {
        var labels = Enumerable.Range(0, 3000).ToDictionary(i => $"key{i}", i => $"value{i % 7}");

        var read = await Containers(
            "[{\"Labels\":{" + string.Join(',', labels.Select(label => $"\"{label.Key}\":\"{label.Value}\"")) + "}}]");

        read.Single().Labels.Should().Equal(labels);
    }

    [Fact]
    public async Task Networks_volumes_and_images_are_read_with_all_that_is_asked_of_them()
    {
        var network = await Answering("""
            {"Name":"n","Id":"i","Driver":"bridge","EnableIPv6":true,"Internal":true,"Attachable":true,"Options":{"o":"1"},"Labels":null,
             "IPAM":{"Driver":"default","Options":null,"Config":[{"Subnet":"10.0.0.0/24","IPRange":"10.0.0.0/25","Gateway":"10.0.0.1","AuxiliaryAddresses":{"r":"10.0.0.5"}}]},
             "Containers":{"c":{"Name":"web","EndpointID":"e","MacAddress":"m","IPv4Address":"4","IPv6Address":"6"}}}
            """, client => client.InspectNetworkAsync("n"));
        network.Should().BeEquivalentTo(new NetworkResponse
        {
            Name = "n",
            ID = "i",
            Driver = "bridge",
            EnableIPv6 = true,
            Internal = true,
            Attachable = true,
            Options = new Dictionary<string, string> { ["o"] = "1" },
            IPAM = new IPAM
            {
                Driver = "default",
                Config = [new IPAMConfig
                    { Subnet = "10.0.0.0/24", IPRange = "10.0.0.0/25", Gateway = "10.0.0.1", AuxAddress = new Dictionary<string, string>
                        { ["r"] = "10.0.0.5" } }],
            },
            Containers = new Dictionary<string, EndpointResource>
            { ["c"] = new() { Name = "web", EndpointID = "e", MacAddress = "m", IPv4Address = "4", IPv6Address = "6" } },
        });

        var volumes = await Answering(
            """{"Volumes":[{"Name":"v","Driver":"local","Mountpoint":"/m","Scope":"local","Labels":{"a":"b"},"Options":{"o":"1"}}],"Warnings":["w"]}""", client => client.ListVolumesAsync());
        volumes.Volumes.Single().Should().BeEquivalentTo(new VolumeResponse
        {
            Name = "v",
            Driver = "local",
            Mountpoint = "/m",
            Scope = "local",
            Labels = new Dictionary<string, string> { ["a"] = "b" },
            Options = new Dictionary<string, string> { ["o"] = "1" },
        });
        volumes.Warnings.Should().Equal("w");

        var image = await Answering("""
            {"Id":"sha256:1","RepoTags":["a:1"],"RepoDigests":["a@sha256:2"],"Created":"2026","Size":7,"Os":"linux","Architecture":"amd64","Variant":"","Metadata":{"LastTagTime":"2027"},
             "Config":{"User":"u","Env":["A=1"],"Cmd":null,"Entrypoint":["e"],"WorkingDir":"/w","StopSignal":"QUIT","Labels":{"l":"1"},"Volumes":{"/data":{},"/more":{}},
                       "Healthcheck":{"Test":["CMD","t"],"Interval":1000000000,"Timeout":2000000000,"StartPeriod":3000000000,"StartInterval":4000000000,"Retries":5}},
             "Manifests":[{"ID":"sha256:3","Available":true,"Kind":"image","Descriptor":{"mediaType":"m","digest":"d","size":9,"platform":{"os":"linux","architecture":"amd64"}}}]}
            """, client => client.InspectImageAsync("a"));
        image.Should().BeEquivalentTo(new InspectedImage
        {
            ID = "sha256:1",
            RepoTags = ["a:1"],
            RepoDigests = ["a@sha256:2"],
            Created = "2026",
            Size = 7,
            Os = "linux",
            Architecture = "amd64",
            Variant = "",
            Metadata = new InspectedImage.ImageMetadata("2027"),
            Config = new DockerOCIImageConfig
            {
                User = "u",
                Env = ["A=1"],
                Entrypoint = ["e"],
                WorkingDir = "/w",
                StopSignal = "QUIT",
                Labels = new Dictionary<string, string> { ["l"] = "1" },
                Volumes = new Dictionary<string, EmptyStruct> { ["/data"] = default, ["/more"] = default },
                Healthcheck = new HealthcheckConfig
                {
                    Test = ["CMD", "t"],
                    Interval = Time(1),
                    Timeout = Time(2),
                    StartPeriod = Time(3),
                    StartInterval = Time(4),
                    Retries = 5
                },
            },
            Manifests =
                [new ManifestSummary
                    { ID = "sha256:3", Available = true, Kind = "image", Descriptor = new Descriptor
                        { MediaType = "m", Digest = "d", Size = 9, Platform = new Platform { OS = "linux", Architecture = "amd64" } } }],
        });
    }

    [Fact]
    public async Task Filters_are_JSON_whatever_is_in_them()
    {
        string[] odd = ["a=b", "", "\"", "\\", "\n\t\u0001\u007f", "ü😀", "<&'>", "a=b"];
        var filters = new Filters().Name("x\"y");
        foreach (var text in odd)
            filters.Label(text);

        var query = await QueryAsync(filters);

        var read = JsonSerializer.Deserialize<Dictionary<string, Dictionary<string, bool>>>(query["filters"]!)!;
        read.Keys.Should().Equal("label", "name");
        read["label"].Keys.Should().Equal(odd.Distinct());
        read["name"].Should().Equal(new Dictionary<string, bool> { ["x\"y"] = true });
        (await QueryAsync(new Filters())).AllKeys.Should().NotContain("filters");
    }

    private static async Task<NameValueCollection> QueryAsync(Filters filters)
    {
        var calls = new List<EngineCall>();
        await using var engine = ScriptedEngine.Answering("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n[]");
        await using var client = engine.Client(new EngineOptions { Observer = calls.Add });
        await client.ListContainersAsync(filters, all: true);
        return HttpUtility.ParseQueryString(calls[^1].Path.Split('?')[1]);
    }

    private static TimeSpan Time(int seconds) => TimeSpan.FromSeconds(seconds);

    private static Task<IList<ContainerListResponse>> Containers(string body) => Answering(body, client => client.ListContainersAsync());

    private static async Task<T> Answering<T>(string body, Func<EngineClient, Task<T>> call)
    {
        await using var engine = ScriptedEngine.Answering(
            $"HTTP/1.1 200 OK\r\nContent-Length: {System.Text.Encoding.UTF8.GetByteCount(body)}\r\n\r\n{body}");
        await using var client = engine.Client();
        return await call(client);
    }
}
