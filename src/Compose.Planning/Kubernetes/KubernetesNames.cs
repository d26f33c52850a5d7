using System.Globalization;
using Compose.Host;

namespace Compose.Planning.Kubernetes;

/// <summary>Names as Kubernetes allows them: small letters, digits and hyphens, at most 63; label values a little more.</summary>
internal static class KubernetesNames
{
    private const int Longest = 63;
    private const int MarkLength = 8;

    /// <summary>A name that had to be shortened ends with digits of its digest, so that two long names stay two.</summary>
    public static string Safe(string name)
    {
        var safe = Replaced(name.ToLowerInvariant(), "").Trim('-');
        return safe.Length == 0 ? "x" + Mark(name) : safe.Length <= Longest ? safe
            : safe[..(Longest - MarkLength - 1)].TrimEnd('-') + "-" + Mark(name);
    }

    /// <summary>The name of a Service begins with a letter.</summary>
    public static string Service(string name) => Safe(name) is var safe && char.IsAsciiDigit(safe[0]) ? Safe("x-" + name) : safe;

    /// <summary>A value, or the part of a label's key.</summary>
    public static string Label(string text)
    {
        var safe = Replaced(text, "._-").Trim('.', '_', '-');
        return safe.Length <= Longest ? safe : safe[..(Longest - MarkLength - 1)].TrimEnd('.', '_', '-') + "-" + Mark(text);
    }

    public static string Port(int port, string protocol) =>
        string.Create(CultureInfo.InvariantCulture, $"port-{port}") + (protocol == "TCP" ? "" : "-" + protocol.ToLowerInvariant());

    private static string Replaced(string text, string allowed)
    {
        var replaced = text.ToCharArray();
        for (var i = 0; i < replaced.Length; i++)
            if (!char.IsAsciiLetterOrDigit(replaced[i]) && !allowed.Contains(replaced[i]))
                replaced[i] = '-';
        return new string(replaced);
    }

    private static string Mark(string text) => ContentDigest.Hex(System.Text.Encoding.UTF8.GetBytes(text))[..MarkLength];
}
