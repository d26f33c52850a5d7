using System.IO.Pipes;
using System.Runtime.InteropServices;
using Compose.Host.Terminals;
using FluentAssertions;
using Xunit;

namespace Compose.Cli.Tests;

public sealed class DescriptorStreamTests : IDisposable
{
    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(2);

    private readonly AnonymousPipeServerStream _pipe = new(PipeDirection.In);
    private readonly AnonymousPipeClientStream _client;

    public DescriptorStreamTests() => _client = new AnonymousPipeClientStream(PipeDirection.Out, _pipe.ClientSafePipeHandle);

    public void Dispose()
    {
        _client.Dispose();
        _pipe.Dispose();
    }

    private DescriptorStream Reader => new((int)_pipe.SafePipeHandle.DangerousGetHandle(), isOutput: false);

    private DescriptorStream Writer => new((int)_client.SafePipeHandle.DangerousGetHandle(), isOutput: true);

    [Fact]
    public async Task A_read_ends_when_there_is_something_to_read()
    {
        var buffer = new byte[8];
        var reading = Reader.ReadAsync(buffer).AsTask();
        await Task.Delay(50);
        reading.IsCompleted.Should().BeFalse();
        _client.Write("x"u8);
        (await reading.WaitAsync(LongestWait)).Should().Be(1);
        buffer[0].Should().Be((byte)'x');
    }

    [Fact]
    public async Task A_read_can_be_cancelled()
    {
        using var cancel = new CancellationTokenSource();
        var reading = Reader.ReadAsync(new byte[8], cancel.Token).AsTask();
        await cancel.CancelAsync();
        await FluentActions.Awaiting(() => reading.WaitAsync(LongestWait)).Should().ThrowAsync<OperationCanceledException>();
        _client.Write("x"u8);
    }

    [Fact]
    public async Task A_write_waits_for_room_also_where_another_process_made_the_descriptor_non_blocking()
    {
        MakeNonBlocking();
        var written = new byte[300_000];
        Random.Shared.NextBytes(written);
        var writing = Task.Run(() => Writer.Write(written));
        await Task.Delay(50);
        writing.IsCompleted.Should().BeFalse("a pipe does not hold so much");
        var received = new byte[written.Length];
        await _pipe.ReadExactlyAsync(received);
        await writing.WaitAsync(LongestWait);
        received.Should().Equal(written);
    }

    [Fact]
    public async Task The_output_of_two_threads_is_not_mixed()
    {
        const int lines = 200;
        var writer = Writer;
        var writing = Task.WhenAll("ab".Select(letter => Task.Run(() =>
        {
            for (var i = 0; i < lines; i++)
                writer.Write([.. Enumerable.Repeat((byte)letter, 9999), (byte)'\n']);
        })));
        using var reader = new StreamReader(_pipe);
        for (var i = 0; i < 2 * lines; i++)
            (await reader.ReadLineAsync().WaitAsync(LongestWait))!.Distinct().Should().ContainSingle();
        await writing;
    }

    [Fact]
    public void A_reader_that_has_gone_is_reported_without_a_reason()
    {
        _pipe.Dispose();
        FluentActions.Invoking(() => Writer.Write("x"u8)).Should().Throw<OutputClosed>().Which.Why.Should().BeNull();
    }

    private void MakeNonBlocking()
    {
        // There is no call of the framework for it; the shell's own descriptor would be the test's.
        const int setFlags = 4;
        const int nonBlocking = 2048;
        fcntl((int)_client.SafePipeHandle.DangerousGetHandle(), setFlags, nonBlocking).Should().Be(0);
    }

    [DllImport("libc")]
    private static extern int fcntl(int descriptor, int command, int flags);
}
