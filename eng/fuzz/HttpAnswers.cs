using Compose.Engine.Artifacts;
using Compose.Engine.Streams;
using Compose.Engine.Transport;
using Compose.Host;

namespace Compose.Fuzz;

/// <summary>What the engine or a registry answers. The first byte of the input says to whom the rest goes.</summary>
internal static class HttpAnswers
{
    /// <summary>More is not read: an answer may go on without an end.</summary>
    private const int MostBytes = 1 << 20;

    public static void Read(byte[] input)
    {
        if (input.Length == 0)
            return;
        var rest = input[1..];
        try
        {
            switch ((char)input[0])
            {
                case 'm':
                    ManifestText.Parse(rest);
                    break;
                case 'e':
                    RegistryErrorText.Of(rest);
                    break;
                case 'c':
                    Challenge.Parse(System.Text.Encoding.Latin1.GetString(rest));
                    break;
                case 'n':
                    ArtifactName.Parse(System.Text.Encoding.UTF8.GetString(rest));
                    break;
                case 'f':
                    FramesAsync(new MemoryStream(rest)).GetAwaiter().GetResult();
                    break;
                default:
                    AnswerAsync(rest).GetAwaiter().GetResult();
                    break;
            }
        }
        catch (ReportedFailure)
        {
            // The answer was refused with a message.
        }
    }

    private static async Task AnswerAsync(byte[] answer)
    {
        using var handler = new EngineHandler(new CannedDialer(answer), EngineOptions.Default);
        using var invoker = new HttpMessageInvoker(handler);
        using var request = new HttpRequestMessage(HttpMethod.Get, "http://docker/containers/json");
        using var response = await invoker.SendAsync(request, CancellationToken.None);
        var body = await response.Content.ReadAsStreamAsync();
        await FramesAsync(body);
    }

    private static async Task FramesAsync(Stream stream)
    {
        await using var reader = new FrameReader(stream, isFramed: true);
        for (var read = 0; read < MostBytes;)
        {
            if (await reader.ReadAsync() is not { } piece)
                return;
            read += piece.Bytes.Length + 1;
        }
    }

    /// <summary>A connection on which the answer stands already, and that takes every request.</summary>
    private sealed class CannedDialer(byte[] answer) : Dialer
    {
        internal override ValueTask<Connection> DialAsync(bool isBulk, CancellationToken cancellationToken) =>
            ValueTask.FromResult(new Connection(new CannedStream(answer), () => ValueTask.CompletedTask));
    }

    private sealed class CannedStream(byte[] answer) : MemoryStream(answer)
    {
        public override bool CanWrite => true;

        public override void Write(byte[] buffer, int offset, int count)
        {
        }

        public override void Write(ReadOnlySpan<byte> buffer)
        {
        }

        public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) => Task.CompletedTask;

        public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default) =>
            ValueTask.CompletedTask;
    }
}
