using System.Globalization;
using Compose.Engine.Errors;
using Compose.Engine.Registry;

namespace Compose.Execution.Transfers;

/// <summary>
/// What a failed pull or push means. The engine passes on only a sentence of what the registry said, so this reads sentences; one that it
/// does not know is not worth another try.
/// </summary>
internal static class TransferFailures
{
    private const int Attempts = 5;
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(1);

    private static readonly string[] Passing =
    [
        "toomanyrequests", "too many requests", "429", "unexpected eof", "connection reset", "broken pipe", "i/o timeout",
        "tls handshake timeout",
        "unexpected http status: 5", "500 internal server error", "502 bad gateway", "503 service unavailable", "504 gateway timeout",
        "received unexpected http status: 5", "server error", "unexpected status code 5", "unexpected status from get request",
        "unexpected status from head request",
        "failed to copy", "short read", ": eof", "content size", "unexpected commit", "filesystem layer verification failed",
    ];

    private static readonly string[] Final =
        ["no space left", "denied", "unauthorized", "not found", "manifest unknown", "no such host", "no basic auth"];

    /// <summary>How long to wait before the next try; null when there is to be none.</summary>
    public static TimeSpan? RetryAfter(EngineError error, int attempt)
    {
        var text = error.Message.ToLowerInvariant();
        if (attempt >= Attempts || Final.Any(text.Contains) || !Passing.Any(text.Contains))
            return null;
        var pause = TimeSpan.FromSeconds(0.5 * (1 << (attempt - 1)));
        return Demanded(text) is { } demanded && demanded > pause ? (demanded > Longest ? Longest : demanded) : pause;
    }

    public static IEnumerable<string> Advice(string reference, EngineError error)
    {
        var registry = RegistryName.KeyOf(reference);
        var named = registry == RegistryName.DockerHub ? "" : " " + RegistryName.HostOf(registry);
        var text = error.Message.ToLowerInvariant();
        if (text.Contains("toomanyrequests", StringComparison.Ordinal))
            yield return $"help: the registry limits how often it is asked; with an account the limit is higher: ncompose login{named}";
        else if (text.Contains("denied", StringComparison.Ordinal) || text.Contains("unauthorized", StringComparison.Ordinal)
            || text.Contains("no basic auth", StringComparison.Ordinal))
            yield return $"help: check the name; for a private image log in: ncompose login{named}";
        else if (text.Contains("connection refused", StringComparison.Ordinal) || text.Contains("no such host", StringComparison.Ordinal)
            || text.Contains("i/o timeout", StringComparison.Ordinal))
            yield return "help: the engine cannot reach the registry";
    }

    /// <summary>`retry-after: 1.5s` in the sentence, as some registries write it into their answer.</summary>
    private static TimeSpan? Demanded(string text)
    {
        const string marker = "retry-after: ";
        var at = text.IndexOf(marker, StringComparison.Ordinal);
        if (at < 0)
            return null;
        var rest = text[(at + marker.Length)..];
        var digits = rest.TakeWhile(c => char.IsAsciiDigit(c) || c == '.').Count();
        if (!double.TryParse(rest.AsSpan(0, digits), NumberStyles.Float, CultureInfo.InvariantCulture, out var number))
            return null;
        var unit = new string([.. rest.Skip(digits).TakeWhile(char.IsLetter)]);
        return unit switch
        {
            "ms" => TimeSpan.FromMilliseconds(number),
            "s" or "" => TimeSpan.FromSeconds(number),
            "m" => TimeSpan.FromMinutes(number),
            _ => null,
        };
    }
}
