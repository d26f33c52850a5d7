using System.Security.Cryptography;
using System.Text;

namespace Compose.Ui.Serving;

/// <summary>
/// The token stands behind the # of the page's address, which no browser sends; the page trades it for a cookie, which scripts cannot read.
/// </summary>
public sealed class SessionTokens
{
    private const int Bytes = 32;
    private readonly byte[] _token = Encoding.ASCII.GetBytes(Random());
    private readonly byte[] _session = Encoding.ASCII.GetBytes(Random());

    public string Token => Encoding.ASCII.GetString(_token);

    /// <summary>The value of the cookie; null for a wrong token.</summary>
    public string? Trade(string? token) => IsEqual(token, _token) ? Encoding.ASCII.GetString(_session) : null;

    public bool Opens(string? cookie) => IsEqual(cookie, _session);

    private static bool IsEqual(string? given, byte[] expected) =>
        given is not null && CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(given), expected);

    private static string Random() => Convert.ToHexString(RandomNumberGenerator.GetBytes(Bytes)).ToLowerInvariant();
}
