using System.Buffers;
using System.Collections.Immutable;
using System.Text;

namespace Compose.Planning.Secrets;

/// <summary>
/// Finds secrets inside a text by their shape: PEM keys, accounts in addresses, fields of connection strings, tokens of well-known
/// services. <see cref="SecretArguments"/> covers command lines.
/// </summary>
internal static class SecretShapes
{
    private static readonly SearchValues<char> AccountEnd = SearchValues.Create("/ \t\r\n\"'");
    private static readonly SearchValues<char> CapitalsAndDigits = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789");
    private const string AddressMark = "://";
    private const string KeyBegin = "-----BEGIN ";
    private const string KeyEnd = "PRIVATE KEY-----";

    /// <summary>The prefix of a token and its minimum length.</summary>
    private static readonly ImmutableArray<(string Start, int Length)> Tokens =
    [
        ("ghp_", 24), ("gho_", 24), ("ghu_", 24), ("ghs_", 24), ("ghr_", 24), ("github_pat_", 24), ("glpat-", 20), ("xoxb-", 15),
        ("xoxp-", 15), ("xoxa-", 15), ("xoxr-", 15), ("xoxs-", 15),
        ("AKIA", 20), ("ASIA", 20), ("sk-", 20), ("sk_live_", 20), ("rk_live_", 20), ("npm_", 30), ("pypi-", 30), ("AIza", 35),
        ("hf_", 30), ("dop_v1_", 30), ("hvs.", 24), ("eyJ", 30),
    ];

    public static string Hide(string text)
    {
        text = WithoutPrivateKeys(text);
        if (text.Contains(AddressMark, StringComparison.Ordinal))
            text = WithoutAccounts(text);
        if (text.Contains('='))
            text = WithoutFields(text);
        return WithoutTokens(SecretArguments.Hide(text));
    }

    private static string WithoutPrivateKeys(string text)
    {
        for (
            var at = text.IndexOf(KeyBegin, StringComparison.Ordinal); at >= 0; at = text.IndexOf(KeyBegin, at + 1,
                StringComparison.Ordinal))
        {
            var head = text.IndexOf("-----", at + KeyBegin.Length, StringComparison.Ordinal);
            if (head < 0 || !text.AsSpan(at, head + 5 - at).EndsWith(KeyEnd, StringComparison.Ordinal))
                continue;
            var end = text.IndexOf(KeyEnd, head + 5, StringComparison.Ordinal);
            text = text[..at] + Redaction.Hidden + (end < 0 ? "" : text[(end + KeyEnd.Length)..]);
        }

        return text;
    }

    /// <summary>
    /// <c>scheme://user:password@host</c>, anywhere in the text. The last @ before the path counts, because passwords may contain one.
    /// </summary>
    private static string WithoutAccounts(string value)
    {
        var shown = new StringBuilder();
        var rest = value.AsSpan();
        while (rest.IndexOf(AddressMark, StringComparison.Ordinal) is var mark and >= 0)
        {
            shown.Append(rest[..(mark + AddressMark.Length)]);
            rest = rest[(mark + AddressMark.Length)..];
            var end = rest.IndexOfAny(AccountEnd);
            var at = (end < 0 ? rest : rest[..end]).LastIndexOf('@');
            var colon = rest.IndexOf(':');
            if (colon < 0 || colon >= at - 1)
                continue;
            shown.Append(rest[..colon]).Append(':').Append(Redaction.Hidden);
            rest = rest[at..];
        }

        return shown.Append(rest).ToString();
    }

    /// <summary>
    /// <c>Server=db;Pwd=WORD;Database=x</c>, <c>PGPASSWORD=WORD psql</c>, <c>?token=WORD&amp;page=1</c>,
    /// <c>db:6379,password=WORD,ssl=true</c>.
    /// </summary>
    private static string WithoutFields(string text)
    {
        var shown = new StringBuilder();
        var start = 0;
        for (var at = text.IndexOf('='); at >= 0; at = text.IndexOf('=', Math.Max(at + 1, start)))
        {
            if (at < start || !IsSecretField(text.AsSpan(start, at - start)))
                continue;
            var end = EndOfValue(text, at + 1);
            if (SecretArguments.IsPlain(text[(at + 1)..end]))
                continue;
            shown.Append(text, start, at + 1 - start).Append(Redaction.Hidden);
            start = end;
            if (start >= text.Length)
                break;
        }

        return shown.Append(text, start, text.Length - start).ToString();
    }

    /// <summary>By the last word before the sign, or by all words of a field: "Account Key".</summary>
    private static bool IsSecretField(ReadOnlySpan<char> before)
    {
        var field = before[(before.LastIndexOfAny(";&?,\n") + 1)..].Trim();
        var word = field[(field.LastIndexOfAny(" \t\"'(") + 1)..];
        return word.Length > 0
            && (SecretNames.IsSecretOption(word.ToString())
                || (field.Length < 30 && SecretNames.IsSecretOption(field.ToString().Replace(" ", "", StringComparison.Ordinal))));
    }

    private static int EndOfValue(string text, int start)
    {
        if (start < text.Length && text[start] is '"' or '\'' && text.IndexOf(text[start], start + 1) is var quote and >= 0)
            return quote + 1;
        var semicolon = text.IndexOf(';', start);
        var end = text.IndexOfAny([' ', '\t', '\n', '&', '"', '\''], start);
        // In a list of fields separated by semicolons, a password may contain blanks and ampersands.
        if (semicolon >= 0 && (end < 0 || semicolon < end || text.LastIndexOf(';', start) >= 0 || text.IndexOf('=', semicolon) >= 0))
            return semicolon;
        if (text.LastIndexOf(';', start) >= 0)
            return text.IndexOfAny(['\n', '"', '\''], start) is var line and >= 0 ? line : text.Length;
        end = end < 0 ? text.Length : end;
        var comma = text.IndexOf(',', start, end - start);
        return comma >= 0 && text.IndexOf('=', comma, end - comma) >= 0 ? comma : end;
    }

    private static string WithoutTokens(string text)
    {
        var shown = new StringBuilder();
        for (var at = 0; at < text.Length;)
        {
            var end = at;
            while (end < text.Length && IsPartOfToken(text[end]))
                end++;
            if (end > at)
                shown.Append(IsToken(text.AsSpan(at, end - at)) ? Redaction.Hidden : text.AsSpan(at, end - at));
            else
                shown.Append(text[end++]);
            at = end;
        }

        return shown.ToString();
    }

    private static bool IsPartOfToken(char c) => char.IsAsciiLetterOrDigit(c) || c is '_' or '-' or '.';

    private static bool IsToken(ReadOnlySpan<char> word)
    {
        foreach (var (start, length) in Tokens)
            if (word.StartsWith(start, StringComparison.Ordinal))
                return word.Length >= length && start switch
                {
                    "eyJ" => word.Count('.') >= 1,
                    "AKIA" or "ASIA" => word.Length == length && !word.ContainsAnyExcept(CapitalsAndDigits),
                    _ => word.ContainsAnyInRange('0', '9'),
                };
        return false;
    }
}
