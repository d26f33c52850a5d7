using System.Collections.Frozen;

namespace Compose.Planning.Secrets;

/// <summary>Finds secrets in command lines and similar texts: options, headers, lines of a .pgpass file.</summary>
internal static class SecretArguments
{
    private const int ShortestCredential = 8;

    /// <summary>Programs whose one-letter option is a password. Elsewhere -p is a port, a path or a process.</summary>
    private static readonly FrozenDictionary<string, string> PasswordOptions = new[]
    {
        ("-p", "mysql mysqldump mysqladmin mysqlcheck mariadb mariadb-dump mariadb-admin"),
        ("-p", "mongo mongosh mongodump mongorestore sshpass login rabbitmqadmin influx cqlsh 7z"),
        ("-a", "redis-cli"),
        ("-P", "sqlcmd unzip"),
        ("-w", "ldapsearch ldapadd ldapwhoami"),
        ("", "ssh psql"),
    }.SelectMany(item => item.Item2.Split(' '), (item, program) => KeyValuePair.Create(program, item.Item1))
        .ToFrozenDictionary(StringComparer.Ordinal);

    private static readonly FrozenSet<string> PlainWords =
        new[] { "", "true", "false", "yes", "no", "none", "null", "required", "optional", Redaction.Hidden }
            .ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    public static string Hide(string text)
    {
        if (!text.Contains(' ') && !text.Contains(':') && !text.StartsWith('-'))
            return text;
        var words = text.Split(' ');
        for (var i = 0; i < words.Length; i++)
            i = Hide(words, i);
        return string.Join(' ', words);
    }

    /// <summary>A reference, a path or a keyword is no secret by itself.</summary>
    public static bool IsPlain(string value)
    {
        var word = value.Trim('"', '\'');
        return PlainWords.Contains(word) || word.StartsWith('$') || word.StartsWith('/') || word.StartsWith("./", StringComparison.Ordinal)
            || word.StartsWith("../", StringComparison.Ordinal)
            || word.StartsWith("~/", StringComparison.Ordinal) || word.StartsWith('<') || word.StartsWith('-');
    }

    /// <summary>Returns the index of the last word that was checked.</summary>
    private static int Hide(string[] words, int i)
    {
        var word = words[i].TrimStart('"', '\'', '(', '{', '[');
        var next = i + 1 < words.Length ? words[i + 1] : "";
        if (IsPasswordFile(word))
            words[i] = words[i][..(words[i].LastIndexOf(':') + 1)] + Redaction.Hidden;
        else if (word is "-u" or "--user" or "--proxy-user" && IsAccount(next))
            words[++i] = Account(next);
        else if (word.StartsWith("--user=", StringComparison.Ordinal) && IsAccount(word))
            words[i] = Account(words[i]);
        else if (word.StartsWith("-u", StringComparison.Ordinal) && !word.StartsWith("-u=", StringComparison.Ordinal)
            && IsAccount(word[2..]))
            words[i] = Account(words[i]);
        else if (word is "Bearer" or "Basic" or "bearer" or "Token" && next.Length >= ShortestCredential && !IsPlain(next)
            && next.AsSpan().ContainsAnyInRange('0', '9'))
            return HideNext(words, i);
        else if (word.StartsWith("pass:", StringComparison.Ordinal) && i > 0 && words[i - 1].StartsWith("-pass", StringComparison.Ordinal))
            words[i] = "pass:" + Redaction.Hidden;
        else if (IsHeader(word))
            return HideNext(words, next is "Bearer" or "Basic" or "bearer" or "Token" ? i + 1 : i);
        else if (Field(words, i, word) is { } field)
            words[i] = field;
        else if (word.StartsWith('-') && !word.Contains('=') && !IsPlain(next)
            && (SecretNames.IsSecretOption(word) || IsPasswordOption(words, i, word)))
            return HideNext(words, i);
        else if (word.Length > 2 && word[0] == '-' && word[1] != '-' && IsPasswordOption(words, i, word[..2]) && !IsPlain(word[2..]))
            words[i] = words[i][..(words[i].Length - word.Length + 2)] + Redaction.Hidden;
        return i;
    }

    /// <summary>Hides the next word, up to its closing quote.</summary>
    private static int HideNext(string[] words, int i)
    {
        if (++i >= words.Length || IsPlain(words[i]))
            return i - 1;
        var quote = words[i][0];
        var end = i;
        if (quote is '"' or '\'')
            while (end + 1 < words.Length && (words[end].Length == (end == i ? 1 : 0) || words[end][^1] != quote))
                end++;
        words[i] = Redaction.Hidden;
        for (var inner = i + 1; inner <= end; inner++)
            words[inner] = "";
        return end;
    }

    /// <summary><c>host:5432:database:user:password</c>.</summary>
    private static bool IsPasswordFile(string word) =>
        word.Split(':') is [{ Length: > 0 } host, var port, { Length: > 0 } database, { Length: > 0 } user, { Length: > 0 }]
            && (port == "*" || IsNumber(port))
        && !IsNumber(host) && !database.Contains('/') && !IsNumber(user) && !user.Contains('/');

    /// <summary>`user:password`; two numbers are a user and a group.</summary>
    private static bool IsAccount(string word) =>
        word.Trim('"', '\'').Split(':', 2) is [{ Length: > 0 } user, { Length: > 0 } password]
            && !(IsNumber(user.Split('=')[^1]) && IsNumber(password)) && !IsPlain(password)
            && !word.Contains("://", StringComparison.Ordinal);

    private static string Account(string word) =>
        word[..(word.IndexOf(':') + 1)] + Redaction.Hidden + (word[^1] is '"' or '\'' ? word[^1..] : "");

    /// <summary><c>Authorization:</c>, <c>X-Api-Key:</c>, <c>"password":</c>.</summary>
    private static bool IsHeader(string word) =>
        word.Length > 1 && word[^1] == ':' && SecretNames.IsSecretOption(word[..^1].Trim('"', '\''));

    /// <summary><c>X-Api-Key:WORD</c>, <c>{"password":"WORD"}</c>.</summary>
    private static string? Field(string[] words, int i, string word)
    {
        var colon = word.IndexOf(':');
        if (colon <= 0 || colon == word.Length - 1 || word[colon + 1] == '/' || word[..colon].Contains('/')
            || !SecretNames.IsSecretOption(word[..colon].Trim('"', '\'')) || IsPlain(word[(colon + 1)..]) || IsNumber(word[(colon + 1)..]))
            return null;
        return words[i][..(words[i].Length - word.Length + colon + 1)] + Redaction.Hidden;
    }

    private static bool IsPasswordOption(string[] words, int i, string option)
    {
        for (var before = i - 1; before >= 0; before--)
            if (PasswordOptions.TryGetValue(ProgramName(words[before]), out var known))
                return known == option;
        return false;
    }

    private static string ProgramName(string word)
    {
        var name = word.Trim('"', '\'', '(');
        return name[(name.LastIndexOf('/') + 1)..];
    }

    private static bool IsNumber(string text) => text.Length > 0 && !text.AsSpan().ContainsAnyExceptInRange('0', '9');
}
