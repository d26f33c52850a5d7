using System.Buffers;
using System.Collections.Immutable;
using System.Text;

namespace Compose.Planning.Desired;

/// <summary>What is called a secret is not shown, whatever it holds.</summary>
public static class SecretNames
{
    private const string Hidden = "(hidden)";
    private const string AddressMark = "://";
    private static readonly SearchValues<char> AccountEnd = SearchValues.Create("/@ \t\r\n");

    private static readonly ImmutableArray<string> Words =
        ["password", "passwd", "passphrase", "secret", "token", "api_key", "apikey", "api-key", "private_key", "access_key", "credential", "authorization"];

    /// <summary>DB_PASS, SIGNING_KEY. Elsewhere than in the name of a variable they mean too many other things.</summary>
    private static readonly ImmutableArray<string> Endings = ["pass", "pwd", "key"];

    /// <summary>The names under `secrets` are references, not values.</summary>
    public static bool Hides(string path) => path != "secrets" && !path.StartsWith("/run/secrets/", StringComparison.Ordinal)
        && (Words.Any(word => path.Contains(word, StringComparison.OrdinalIgnoreCase)) || (path.StartsWith("environment.", StringComparison.Ordinal) && IsSecretEnding(path)));

    /// <summary>
    /// A value as it may be shown: nothing of one that its name calls a secret, no password inside of an address, and none that a command line
    /// hands over by such a name.
    /// </summary>
    public static string? Shown(string path, string? value) => value is null ? null : Hides(path) ? Hidden : WithoutArguments(WithoutPasswords(value));

    /// <summary>`--requirepass WORD`, `PGPASSWORD=WORD psql`.</summary>
    private static string WithoutArguments(string value)
    {
        var words = value.Split(' ');
        for (var i = 0; i < words.Length; i++)
        {
            var (name, end) = (words[i], words[i].IndexOf('='));
            if (end > 0 && IsSecretArgument(name[..end]))
                words[i] = name[..(end + 1)] + Hidden;
            else if (end < 0 && name.StartsWith('-') && i + 1 < words.Length && IsSecretArgument(name))
                words[++i] = Hidden;
        }

        return string.Join(' ', words);
    }

    private static bool IsSecretArgument(string name) => Hides(name) || (name.StartsWith('-') && IsSecretEnding(name));

    private static bool IsSecretEnding(string name) => Endings.Any(ending => name.EndsWith(ending, StringComparison.OrdinalIgnoreCase));

    /// <summary><c>scheme://user:password@host</c>, anywhere in the text and as often as there is one.</summary>
    private static string WithoutPasswords(string value)
    {
        var shown = new StringBuilder();
        var rest = value.AsSpan();
        while (rest.IndexOf(AddressMark, StringComparison.Ordinal) is var mark and >= 0)
        {
            var account = rest[(mark + AddressMark.Length)..];
            shown.Append(rest[..(mark + AddressMark.Length)]);
            var end = account.IndexOfAny(AccountEnd);
            var colon = account.IndexOf(':');
            if (end >= 0 && account[end] == '@' && colon >= 0 && colon < end - 1)
            {
                shown.Append(account[..colon]).Append(':').Append(Hidden);
                account = account[end..];
            }

            rest = account;
        }

        return shown.Append(rest).ToString();
    }
}
