using System.Text;
using Compose.Engine.Gaps;
using Compose.Engine.Streams;
using Compose.Engine.Transport;
using Docker.DotNet.Models;
using FluentAssertions;
using Xunit;

namespace Compose.Engine.Tests;

[Collection(RealEngineTests.Name)]
public sealed class OutputTests(RealEngine engine)
{
    private EngineClient Client => engine.Client;

    [Fact]
    public async Task Logs_come_with_their_pipe_and_end_with_the_container_when_followed()
    {
        var id = await engine.RunAsync("echo out; echo err >&2; sleep 0.5; echo late");

        await using var logs = await Client.OpenLogsAsync(id, new LogQuery { Follow = true });
        var (output, errors) = await ReadAsync(logs);

        output.Should().Be("out\nlate\n");
        errors.Should().Be("err\n");
        logs.IsFramed.Should().BeTrue();
    }

    [Fact]
    public async Task Part_of_the_logs_can_be_asked_for()
    {
        var id = await engine.RunAsync("for i in 1 2 3 4 5; do echo $i; done");
        await Client.WaitContainerAsync(id);

        await using var logs = await Client.OpenLogsAsync(id, new LogQuery { Tail = "2", Stderr = false, Timestamps = true }, tty: false);
        var (output, _) = await ReadAsync(logs);

        output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Should().SatisfyRespectively(
            line => line.Should().MatchRegex(@"^20\d\d-\S+Z 4$"), line => line.Should().EndWith("Z 5"));
        await using var none = await Client.OpenLogsAsync(id, new LogQuery { Until = "1" });
        (await ReadAsync(none)).Should().Be(("", ""));
    }

    [Fact]
    public async Task One_pipe_can_be_asked_for()
    {
        var id = await engine.RunAsync("echo out; echo err >&2");
        await Client.WaitContainerAsync(id);

        await using var output = await Client.OpenLogsAsync(id, new LogQuery { Stderr = false });
        await using var errors = await Client.OpenLogsAsync(id, new LogQuery { Stdout = false });

        (await ReadAsync(output)).Should().Be(("out\n", ""));
        (await ReadAsync(errors)).Should().Be(("", "err\n"));
    }

    [Fact]
    public async Task A_terminals_logs_are_found_to_have_no_frames()
    {
        var id = await engine.RunAsync(engine.Shell("echo hello", container => container.Tty = true));
        await Client.WaitContainerAsync(id);

        await using var logs = await Client.OpenLogsAsync(id, new LogQuery());

        (await ReadAsync(logs)).Output.Should().Be("hello\r\n");
        logs.IsFramed.Should().BeFalse();
    }

    [Fact]
    public async Task Attaching_before_the_start_loses_nothing_and_input_reaches_its_end()
    {
        var created = await engine.CreateAsync(
            engine.Shell(
                "echo begin; cat; echo end",
                container => (container.OpenStdin, container.StdinOnce, container.AttachStdin) = (true, true, true)),
                engine.Name("attach"));
        await using var stream = await Client.AttachContainerAsync(created.ID, new AttachQuery { Stdin = true });
        await Client.StartContainerAsync(created.ID);

        await stream.WriteAsync("typed\n"u8.ToArray());
        await stream.CloseWriteAsync();
        await using var reader = new FrameReader(stream, isFramed: true);

        (await ReadAsync(reader)).Output.Should().Be("begin\ntyped\nend\n");
        (await Client.WaitContainerAsync(created.ID)).StatusCode.Should().Be(0);
    }

    [Fact]
    public async Task A_window_can_be_resized()
    {
        var id = await engine.RunAsync(engine.Shell("sleep 100", container => container.Tty = true));
        var exec = await Client.CreateExecAsync(
            id, new ContainerExecCreateParameters
            {
                Cmd = ["sh", "-c", "read x; stty size"],
                TTY = true,
                AttachStdin = true,
                AttachStdout = true,
                ConsoleSize = new ConsoleSize
                { Height = 20, Width = 40 }
            });
        await using var stream = await Client.AttachExecAsync(exec, tty: true);

        await Client.ResizeContainerAsync(id, 30, 100);
        await Client.ResizeExecAsync(exec, 33, 111);
        await stream.WriteAsync("\n"u8.ToArray());
        using var reader = new StreamReader(stream);

        (await reader.ReadToEndAsync()).Should().Contain("33 111");
    }

    [Fact]
    public async Task A_command_runs_in_a_container_with_its_own_settings()
    {
        var id = await engine.RunIdleAsync();
        var exec = await Client.CreateExecAsync(id, new ContainerExecCreateParameters
        {
            Cmd = ["sh", "-c", "pwd; echo $A; id -u; echo oops >&2; exit 9"],
            Env = ["A=b"],
            WorkingDir = "/etc",
            User = "1234",
            AttachStdout = true,
            AttachStderr = true,
        });

        await using var stream = await Client.AttachExecAsync(exec);
        await using var reader = new FrameReader(stream, isFramed: true);

        (await ReadAsync(reader)).Should().Be(("/etc\nb\n1234\n", "oops\n"));
        var ended = await Client.InspectExecAsync(exec);
        ended.Running.Should().BeFalse();
        ended.ExitCode.Should().Be(9);
        ended.ContainerID.Should().Be(id);
    }

    [Fact]
    public async Task A_command_can_be_left_alone()
    {
        var id = await engine.RunIdleAsync();
        await using var events = await Client.OpenEventsAsync(new Filters().Add("container", id).Add("event", "exec_die"));
        var exec = await Client.CreateExecAsync(id, new ContainerExecCreateParameters { Cmd = ["false"] });

        await Client.StartExecAsync(exec);

        await foreach (var ended in events)
        {
            ended.Actor.Attributes.Should().Contain("execID", exec).And.Contain("exitCode", "1");
            break;
        }
    }

    [Fact]
    public async Task A_quarter_of_a_gigabyte_passes_through_both_ways_and_memory_stays_flat()
    {
        const long size = 256L << 20;
        var id = await engine.RunIdleAsync();
        var exec = await Client.CreateExecAsync(
            id, new ContainerExecCreateParameters { Cmd = ["cat"], AttachStdin = true, AttachStdout = true, AttachStderr = true });
        await using var stream = await Client.AttachExecAsync(exec);
        await using var reader = new FrameReader(stream, isFramed: true);
        var before = GC.GetTotalMemory(forceFullCollection: true);
        long most = 0;
        long received = 0;
        long looked = 0;

        var sending = Task.Run(async () =>
        {
            var piece = new byte[128 * 1024];
            for (long sent = 0; sent < size; sent += piece.Length)
            {
                await stream.WriteAsync(piece);
            }

            await stream.CloseWriteAsync();
        });
        while (await reader.ReadAsync() is { } piece)
        {
            received += piece.Bytes.Length;
            if (received - looked > size / 16)
            {
                looked = received;
                most = Math.Max(most, GC.GetTotalMemory(forceFullCollection: true) - before);
            }
        }

        await sending;
        received.Should().Be(size);
        most.Should().BeLessThan(16 << 20, "what has passed must not be kept");
    }

    private static async Task<(string Output, string Errors)> ReadAsync(FrameReader reader)
    {
        using var output = new MemoryStream();
        using var errors = new MemoryStream();
        while (await reader.ReadAsync() is { } piece)
        {
            (piece.Pipe == OutputPipe.Stderr ? errors : output).Write(piece.Bytes.Span);
        }

        return (Encoding.UTF8.GetString(output.ToArray()), Encoding.UTF8.GetString(errors.ToArray()));
    }
}
