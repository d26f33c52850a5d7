using System.Collections.Concurrent;
using System.Text;
using Compose.Engine;
using Compose.Engine.Errors;
using Compose.Engine.Gaps;
using Compose.Engine.Swarm;
using Compose.Engine.Transport;
using Docker.DotNet.Models;
using FluentAssertions;
using Xunit;

namespace Compose.Swarm.Tests.Calls;

[Collection(SwarmTests.Name)]
public sealed class SwarmCallTests(RealSwarm swarm)
{
    private EngineClient Client => swarm.Client;

    [Fact]
    public async Task A_config_can_be_read_back_relabelled_and_not_removed_while_it_is_used()
    {
        var stack = swarm.NewStack("configs");
        var spec = new SwarmConfigSpec { Name = $"{stack}_site", Labels = RealSwarm.Labels(stack), Data = "größe: 1\n"u8.ToArray() };
        var id = await Client.CreateConfigAsync(spec);
        var again = () => Client.CreateConfigAsync(spec);
        (await again.Should().ThrowAsync<EngineError>()).Which.Kind.Should().Be(EngineErrorKind.Conflict);

        var listed = (await Client.ListConfigsAsync(SwarmReader.Of(stack))).Should().ContainSingle().Subject;
        Encoding.UTF8.GetString(listed.Spec.Data!).Should().Be("größe: 1\n");
        listed.Spec.Labels["more"] = "yes";
        await Client.UpdateConfigAsync(id, listed.Version!.Index!.Value, listed.Spec);
        (await Client.InspectConfigAsync(spec.Name!)).Spec.Labels.Should().ContainKey("more");

        var service = RealSwarm.Service(stack, "user", "sleep 600");
        service.TaskTemplate!.ContainerSpec!.Configs =
            [new() { ConfigID = id, ConfigName = spec.Name!, File = new() { Name = "/etc/site", UID = "0", GID = "0", Mode = 0x124 } }];
        var user = (await Client.CreateServiceAsync(service)).ID!;
        var early = () => Client.RemoveConfigAsync(id);
        (await early.Should().ThrowAsync<EngineError>()).Which.Should().Match<EngineError>(
            error => error.Kind == EngineErrorKind.Invalid && error.Message.Contains("is in use by the following service"));
        await Client.RemoveServiceAsync(user);
        await Client.RemoveConfigAsync(id);
        (await Client.ListConfigsAsync(SwarmReader.Of(stack))).Should().BeEmpty();
    }

    [Fact]
    public async Task A_secret_keeps_its_content_to_itself()
    {
        var stack = swarm.NewStack("secrets");
        var id = await Client.CreateSecretAsync(
            new() { Name = $"{stack}_pw", Labels = RealSwarm.Labels(stack), Data = "geheim"u8.ToArray() });
        var listed = (await Client.ListSecretsAsync(SwarmReader.Of(stack))).Should().ContainSingle().Subject;
        listed.Spec.Data.Should().BeNullOrEmpty();
        listed.Spec.Labels["more"] = "yes";
        await Client.UpdateSecretAsync(id, listed.Version!.Index!.Value, listed.Spec);
        (await Client.InspectSecretAsync(id)).Spec.Labels.Should().ContainKey("more");
        await Client.RemoveSecretAsync(id);
        (await Client.ListSecretsAsync(SwarmReader.Of(stack))).Should().BeEmpty();
    }

    [Fact]
    public async Task A_node_takes_labels_in_its_current_version_only()
    {
        var nodes = await Client.ListNodesAsync();
        nodes.Select(node => node.Description!.Hostname).Should().BeEquivalentTo("n1", "n2", "n3");
        nodes.Should().ContainSingle(node => node.ManagerStatus != null && node.ManagerStatus.Leader == true);
        var worker = await Client.InspectNodeAsync(nodes.Single(node => node.Description!.Hostname == "n3").ID);
        var spec = worker.Spec!;
        spec.Labels = new Dictionary<string, string> { ["zone"] = "b" };
        await Client.UpdateNodeAsync(worker.ID, worker.Version!.Index!.Value, spec);
        (await Client.InspectNodeAsync(worker.ID)).Spec!.Labels.Should().Contain("zone", "b");
        var late = () => Client.UpdateNodeAsync(worker.ID, worker.Version!.Index!.Value, spec);
        await late.Should().ThrowAsync<EngineError>().WithMessage("*update out of sequence*");
    }

    [Fact]
    public async Task A_stack_is_read_with_six_requests()
    {
        var stack = swarm.NewStack("read");
        await Client.CreateConfigAsync(new() { Name = $"{stack}_c", Labels = RealSwarm.Labels(stack), Data = "1"u8.ToArray() });
        await Client.CreateNetworkAsync(new() { Name = $"{stack}_n", Driver = "overlay", Labels = RealSwarm.Labels(stack) });
        var service = RealSwarm.Service(stack, "s", "sleep 600");
        service.TaskTemplate!.Networks = [new() { Target = $"{stack}_n" }];
        await Client.CreateServiceAsync(service);

        var calls = new ConcurrentQueue<EngineCall>();
        await using var client = swarm.Open(calls.Enqueue);
        var found = await SwarmReader.ReadAsync(client, stack);
        calls.Where(call => !call.Path.EndsWith("/_ping", StringComparison.Ordinal)).Should().HaveCount(6);
        found.Services.Should().ContainSingle().Which.Spec!.TaskTemplate!.Networks.Should().ContainSingle().Which.Target.Should()
            .Be(found.Networks.Single().ID);
        found.Configs.Should().ContainSingle();
        found.Secrets.Should().BeEmpty();
        found.Nodes.Should().HaveCount(3);
        (await SwarmReader.ReadAsync(client, stack, others: true)).Networks.Should().Contain(network => network.Name == "ingress");
    }

    [Fact]
    public async Task A_worker_says_that_it_is_no_manager()
    {
        await using var worker = swarm.Open(node: 2);
        (await worker.PingAsync()).Swarm.Should().Be("active/worker");
        (await worker.InfoAsync()).Swarm.ControlAvailable.Should().BeFalse();
        var ask = () => worker.ListServicesAsync();
        (await ask.Should().ThrowAsync<EngineError>()).Which.Should().Match<EngineError>(
            error => error.Kind == EngineErrorKind.Unavailable && error.Message.Contains("not a swarm manager"));
    }
}
