using System.Buffers.Text;
using System.Text.Json;

namespace Compose.Lsp.Protocol;

/// <summary>
/// Messages with a Content-Length header from a stream. What is no header is skipped up to the next one, so that a client that has
/// sent nonsense is understood again.
/// </summary>
internal sealed class MessageReader(Stream input)
{
    private const int LongestLine = 8 * 1024;
    private const int LongestMessage = 64 * 1024 * 1024;

    private readonly byte[] _buffer = new byte[64 * 1024];
    private int _start;
    private int _end;

    private static ReadOnlySpan<byte> LengthHeader => "content-length:"u8;

    /// <summary>Null at the end of the stream.</summary>
    public async ValueTask<Incoming?> ReadAsync(CancellationToken cancellationToken)
    {
        long? length = null;
        while (await ReadLineAsync(cancellationToken) is { } line)
        {
            if (line.Length > 0)
                length = LengthOf(line) ?? length;
            else if (length is { } known)
                return await ReadContentAsync(known, cancellationToken);
        }

        return null;
    }

    /// <summary>The last header of the line counts: behind content that was not announced a header may follow on the same line.</summary>
    private static long? LengthOf(byte[] line)
    {
        for (var at = line.Length - LengthHeader.Length; at >= 0; at--)
            if (IsHeader(line.AsSpan(at, LengthHeader.Length)))
                return Utf8Parser.TryParse(line.AsSpan(at + LengthHeader.Length).Trim((byte)' '), out long length, out _) && length >= 0
                    ? length : null;
        return null;
    }

    private static bool IsHeader(ReadOnlySpan<byte> text)
    {
        for (var i = 0; i < text.Length; i++)
            if ((text[i] is >= (byte)'A' and <= (byte)'Z' ? text[i] | 0x20 : text[i]) != LengthHeader[i])
                return false;
        return true;
    }

    private async ValueTask<Incoming?> ReadContentAsync(long length, CancellationToken cancellationToken)
    {
        if (length > LongestMessage)
            return await SkipAsync(length, cancellationToken)
                ? Incoming.Broken(ErrorCode.InvalidRequest, $"a message has {length} bytes, more than {LongestMessage}") : null;
        var content = new byte[length];
        var read = 0;
        while (read < length)
        {
            if (_start == _end && !await FillAsync(cancellationToken))
                return null;
            var count = (int)Math.Min(length - read, _end - _start);
            _buffer.AsSpan(_start, count).CopyTo(content.AsSpan(read));
            (_start, read) = (_start + count, read + count);
        }

        try
        {
            using var document = JsonDocument.Parse(content);
            return new Incoming(document.RootElement.Clone());
        }
        catch (JsonException exception)
        {
            // The answer says what the message lacks; the next message is read as usual.
            return Incoming.Broken(ErrorCode.ParseError, exception.Message);
        }
    }

    private async ValueTask<bool> SkipAsync(long length, CancellationToken cancellationToken)
    {
        while (length > 0)
        {
            if (_start == _end && !await FillAsync(cancellationToken))
                return false;
            var count = (int)Math.Min(length, _end - _start);
            (_start, length) = (_start + count, length - count);
        }

        return true;
    }

    /// <summary>A line without its end. Of a line that is too long only the last bytes are kept.</summary>
    private async ValueTask<byte[]?> ReadLineAsync(CancellationToken cancellationToken)
    {
        var line = new List<byte>(64);
        while (true)
        {
            if (_start == _end && !await FillAsync(cancellationToken))
                return null;
            var rest = _buffer.AsSpan(_start, _end - _start);
            var feed = rest.IndexOf((byte)'\n');
            var part = feed < 0 ? rest : rest[..feed];
            line.AddRange(part.Length > LongestLine ? part[^LongestLine..] : part);
            if (line.Count > LongestLine)
                line.RemoveRange(0, line.Count - LongestLine);
            _start += feed < 0 ? rest.Length : feed + 1;
            if (feed >= 0)
                return line is [.., (byte)'\r'] ? [.. line[..^1]] : [.. line];
        }
    }

    private async ValueTask<bool> FillAsync(CancellationToken cancellationToken)
    {
        _start = 0;
        _end = await input.ReadAsync(_buffer, cancellationToken);
        return _end > 0;
    }
}
