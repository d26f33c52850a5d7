using System.Text;
using Compose.Engine.Errors;
using Compose.Engine.Streams;
using FluentAssertions;
using Xunit;

namespace Compose.Engine.Tests;

public sealed class FramingTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(8)]
    [InlineData(4096)]
    public async Task Frames_are_put_together_however_they_arrive(int piece)
    {
        var bytes = Frame(OutputPipe.Stdout, "one\n").Concat(Frame(OutputPipe.Stderr, "")).Concat(Frame(OutputPipe.Stderr, "two\n"))
            .Concat(Frame(OutputPipe.Stdout, "three")).ToArray();
        await using var reader = new FrameReader(new PiecewiseStream(bytes, piece), isFramed: true);

        var output = await ReadAsync(reader);

        output.Should().Equal((OutputPipe.Stdout, "one\n"), (OutputPipe.Stderr, "two\n"), (OutputPipe.Stdout, "three"));
    }

    [Fact]
    public async Task A_frame_larger_than_any_buffer_comes_in_pieces()
    {
        var large = new string('x', 300_000);
        await using var reader = new FrameReader(new PiecewiseStream(Frame(OutputPipe.Stderr, large), 10_000), isFramed: true);

        var output = await ReadAsync(reader);

        output.Should().ContainSingle().Which.Should().Be((OutputPipe.Stderr, large));
    }

    [Fact]
    public async Task A_terminals_output_is_taken_as_it_is()
    {
        await using var reader = new FrameReader(new PiecewiseStream([1, 0, 0, 0, 0, 0, 0, 1, 65], 4), isFramed: false);

        var output = await ReadAsync(reader);

        output.Should().ContainSingle().Which.Should().Be((OutputPipe.Stdout, "\u0001\0\0\0\0\0\0\u0001A"));
    }

    [Theory]
    [InlineData(4)]
    [InlineData(10)]
    public async Task An_end_inside_a_frame_is_a_cut(int length)
    {
        var bytes = Frame(OutputPipe.Stdout, "hello")[..length];
        await using var reader = new FrameReader(new PiecewiseStream(bytes, 100), isFramed: true);

        var reading = () => ReadAsync(reader);

        (await reading.Should().ThrowAsync<EngineError>()).Which.Kind.Should().Be(EngineErrorKind.Cut);
    }

    [Fact]
    public async Task Output_without_frames_is_not_read_as_frames()
    {
        await using var reader = new FrameReader(new PiecewiseStream("plain text of a terminal"u8.ToArray(), 100), isFramed: true);

        var reading = () => ReadAsync(reader);

        (await reading.Should().ThrowAsync<EngineError>()).Which.Kind.Should().Be(EngineErrorKind.Protocol);
    }

    [Fact]
    public async Task Reading_frames_allocates_nothing_per_frame()
    {
        var one = Frame(OutputPipe.Stdout, "a line of a log that is about as long as lines of logs are\n");
        var bytes = Enumerable.Repeat(one, 100_000).SelectMany(x => x).ToArray();
        await using var reader = new FrameReader(new MemoryStream(bytes), isFramed: true);
        await reader.ReadAsync();
        var before = GC.GetAllocatedBytesForCurrentThread();
        var count = 1;
        while (await reader.ReadAsync() is not null)
        {
            count++;
        }

        count.Should().BeGreaterThanOrEqualTo(100_000);
        (GC.GetAllocatedBytesForCurrentThread() - before).Should().BeLessThan(count, "that is less than a byte for each");
    }

    private static byte[] Frame(OutputPipe pipe, string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        return [(byte)pipe, 0, 0, 0, (byte)(bytes.Length >> 24), (byte)(bytes.Length >> 16), (byte)(bytes.Length >> 8),
            (byte)bytes.Length, .. bytes];
    }

    // Pieces of one pipe are joined: how they were cut is not part of what is promised.
    private static async Task<List<(OutputPipe Pipe, string Text)>> ReadAsync(FrameReader reader)
    {
        var output = new List<(OutputPipe Pipe, string Text)>();
        while (await reader.ReadAsync() is { } piece)
        {
            var text = Encoding.UTF8.GetString(piece.Bytes.Span);
            if (output.Count > 0 && output[^1].Pipe == piece.Pipe)
            {
                output[^1] = (piece.Pipe, output[^1].Text + text);
            }
            else
            {
                output.Add((piece.Pipe, text));
            }
        }

        return output;
    }

    private sealed class PiecewiseStream(byte[] bytes, int piece) : MemoryStream(bytes)
    {
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            base.ReadAsync(buffer[..Math.Min(piece, buffer.Length)], cancellationToken);
    }
}
