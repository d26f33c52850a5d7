using System.Text;
using Compose.Engine.Errors;
using Compose.Engine.Gaps;
using Compose.Engine.Streams;
using Compose.Host;
using Compose.Testing.Processes;
using Docker.DotNet.Models;
using FluentAssertions;
using Xunit;

namespace Compose.Engine.Tests;

/// <summary>
/// A program named ssh that runs its command on this machine, and with that the real <c>docker system dial-stdio</c> to the
/// real engine.
/// </summary>
[Collection(RealEngineTests.Name)]
public sealed class SshTests : IDisposable
{
    private readonly RealEngine _engine;
    private readonly TemporaryFolder _folder = new();

    public SshTests(RealEngine engine)
    {
        _engine = engine;
        _folder.WriteProgram(
            "ssh", $"echo \"$@\" >> {_folder.Path}/said\nwhile [ \"$1\" != -- ]; do shift; done\nshift 2\nexec sh -c \"$*\"\n");
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task An_engine_is_spoken_to_through_ssh()
    {
        await using var client = Client("ssh://me@far.example:2222");

        (await client.EngineVersionAsync()).Should().BeEquivalentTo(await _engine.Client.EngineVersionAsync());

        File.ReadAllText(Path.Combine(_folder.Path, "said")).Should()
            .Be("-o ConnectTimeout=30 -T -l me -p 2222 -- far.example docker system dial-stdio\n");
    }

    [Fact]
    public async Task A_socket_on_the_far_side_can_be_named()
    {
        await using var client = Client("ssh://far.example" + _engine.Socket);

        (await client.InfoAsync()).ServerVersion.Should().NotBeEmpty();

        File.ReadAllText(Path.Combine(_folder.Path, "said")).Should().Contain($"docker --host 'unix://{_engine.Socket}' system dial-stdio");
    }

    [Fact]
    public async Task Many_calls_and_half_closing_work_through_ssh()
    {
        var id = await _engine.RunIdleAsync();
        await using var client = Client("ssh://far.example");
        (await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => client.InspectContainerAsync(id)))).Should().OnlyContain(c => c.ID == id);
        var exec = await client.CreateExecAsync(
            id, new ContainerExecCreateParameters { Cmd = ["wc", "-c"], AttachStdin = true, AttachStdout = true });
        await using var stream = await client.AttachExecAsync(exec);

        await stream.WriteAsync(new byte[100_000]);
        await stream.CloseWriteAsync();
        await using var reader = new FrameReader(stream, isFramed: true);

        Encoding.ASCII.GetString((await reader.ReadAsync())!.Value.Bytes.Span).Trim().Should().Be("100000");
    }

    [Fact]
    public async Task Cancelling_ends_the_ssh_process()
    {
        await using var client = Client("ssh://far.example");
        await using var events = await client.OpenEventsAsync(_engine.Mine.Add("event", "never"));
        using var cancel = new CancellationTokenSource();
        var reading = Task.Run(async () =>
        {
            await foreach (var _ in events.WithCancellation(cancel.Token))
            {
            }
        });

        await cancel.CancelAsync();

        await reading.Invoking(r => r.WaitAsync(TimeSpan.FromMinutes(1))).Should().ThrowAsync<OperationCanceledException>();
    }

    [Fact]
    public async Task The_error_of_ssh_is_the_reason()
    {
        _folder.WriteProgram("ssh", "echo Warning: something >&2\necho 'Permission denied (publickey).' >&2\nexit 255\n");
        await using var client = Client("ssh://me@far.example");

        var call = () => client.InfoAsync();

        var error = (await call.Should().ThrowAsync<EngineError>()).Which;
        error.Kind.Should().Be(EngineErrorKind.Unreachable);
        error.Message.Should().Contain("far.example").And.EndWith("Permission denied (publickey).");
    }

    [Fact]
    public async Task An_engine_is_reached_through_openssh()
    {
        await using var server = await SshServer.StartAsync();
        await using var client = EngineClient.FromEnvironment(ProcessEnvironment.Empty
            .With(EnvironmentNames.Host, "ssh://far.example" + _engine.Socket)
            .With(EnvironmentNames.Path, server.Folder + ":/usr/bin:/bin"));
        var id = await _engine.RunIdleAsync();
        (await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => client.InspectContainerAsync(id)))).Should().OnlyContain(c => c.ID == id);
    }

    private EngineClient Client(string host) => EngineClient.FromEnvironment(
        ProcessEnvironment.Empty.With(EnvironmentNames.Host, host).With(EnvironmentNames.Path, _folder.Path));
}
