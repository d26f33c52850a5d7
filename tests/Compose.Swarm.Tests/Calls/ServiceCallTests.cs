using System.Text;
using Compose.Engine;
using Compose.Engine.Errors;
using Compose.Engine.Gaps;
using Compose.Engine.Registry;
using Compose.Engine.Streams;
using Compose.Engine.Swarm;
using Compose.Testing;
using Docker.DotNet.Models;
using FluentAssertions;
using Xunit;

namespace Compose.Swarm.Tests.Calls;

[Collection(SwarmTests.Name)]
public sealed class ServiceCallTests(RealSwarm swarm)
{
    private EngineClient Client => swarm.Client;

    [Fact]
    public async Task A_service_is_created_listed_updated_rolled_back_and_removed()
    {
        var stack = swarm.NewStack("life");
        var spec = RealSwarm.Service(stack, "web", "sleep 600", replicas: 2);
        var credential = new RegistryCredential { Username = "user", Password = "a?b>c~", ServerAddress = "registry.test" };
        var id = (await Client.CreateServiceAsync(spec, credential)).ID!;
        var again = () => Client.CreateServiceAsync(spec);
        (await again.Should().ThrowAsync<EngineError>()).Which.Kind.Should().Be(EngineErrorKind.Conflict);

        await Eventually.UntilAsync(async () => (await ListedAsync(stack)).ServiceStatus!.RunningTasks == 2, "two tasks run");
        var listed = await ListedAsync(stack);
        listed.ID.Should().Be(id);
        listed.Spec!.Should().BeEquivalentTo(spec, compared => compared.Excluding(one => one.TaskTemplate));
        listed.Spec!.TaskTemplate!.ContainerSpec!.StopGracePeriod.Should().Be(TimeSpan.FromSeconds(1));
        listed.ServiceStatus!.DesiredTasks.Should().Be(2);
        (await Client.InspectServiceAsync(spec.Name!)).ID.Should().Be(id);

        var changed = RealSwarm.Service(stack, "web", "sleep 601", replicas: 1);
        await Client.UpdateServiceAsync(id, listed.Version!.Index!.Value, changed);
        var late = () => Client.UpdateServiceAsync(id, listed.Version!.Index!.Value, spec);
        (await late.Should().ThrowAsync<EngineError>()).Which.Message.Should().Contain("update out of sequence");
        var impossible = () => Client.UpdateServiceAsync(id, ulong.MaxValue, spec);
        (await impossible.Should().ThrowAsync<EngineError>()).Which.Message.Should().Contain("update out of sequence");

        var updated = await Client.InspectServiceAsync(id);
        updated.PreviousSpec!.Mode!.Replicated!.Replicas.Should().Be(2);
        await Client.RollBackServiceAsync(id, updated.Version!.Index!.Value, updated.Spec!);
        (await Client.InspectServiceAsync(id)).Spec!.TaskTemplate!.ContainerSpec!.Args.Should().Equal("sh", "-c", "sleep 600");

        await Client.RemoveServiceAsync(id);
        (await Client.ListServicesAsync(SwarmReader.Of(stack))).Should().BeEmpty();
    }

    [Theory]
    [InlineData("..#x")]
    [InlineData("a b?status=1")]
    [InlineData("ä%2F")]
    public async Task A_name_with_any_letters_is_looked_up_as_it_is(string name)
    {
        var look = () => Client.InspectServiceAsync(name);
        (await look.Should().ThrowAsync<EngineError>()).Which.Should().Match<EngineError>(
            error => error.Kind == EngineErrorKind.NotFound && error.Message.Contains(name));
    }

    [Fact]
    public async Task Logs_tell_the_task_of_each_line_and_are_there_after_its_end()
    {
        var stack = swarm.NewStack("logs");
        var spec = RealSwarm.Service(stack, "job", "echo to-out; echo to-err >&2", replicas: 1);
        spec.TaskTemplate!.RestartPolicy!.Condition = "none";
        var id = (await Client.CreateServiceAsync(spec)).ID!;
        TaskResponse? task = null;
        await Eventually.UntilAsync(
            async () => (task = (await Client.ListTasksAsync(SwarmReader.Of(stack)))
                .SingleOrDefault())?.Status?.State == TaskState.Complete, "it has ended");

        var query = new LogQuery { Timestamps = true, Tail = "10" };
        var ofService = await ReadAsync(await Client.OpenServiceLogsAsync(id, query, details: true));
        ofService.Should().HaveCount(2).And.OnlyContain(line => line.Text.Contains($"com.docker.swarm.task.id={task!.ID}"));
        var ofTask = await ReadAsync(await Client.OpenTaskLogsAsync(task!.ID, new LogQuery()));
        ofTask.Should().BeEquivalentTo([(OutputPipe.Stdout, "to-out"), (OutputPipe.Stderr, "to-err")]);
        (await Client.InspectTaskAsync(task.ID)).Status!.ContainerStatus!.ExitCode.Should().Be(0);
    }

    private async Task<SwarmService> ListedAsync(string stack) => (await Client.ListServicesAsync(SwarmReader.Of(stack))).Single();

    private static async Task<List<(OutputPipe Pipe, string Text)>> ReadAsync(FrameReader log)
    {
        await using var reader = log;
        var lines = new List<(OutputPipe, string)>();
        while (await reader.ReadAsync() is { } piece)
            lines.Add((piece.Pipe, Encoding.UTF8.GetString(piece.Bytes.Span).TrimEnd('\n')));
        return lines;
    }
}
