namespace Compose.Engine.Artifacts;

/// <summary>What a registry wants to see before it answers: the parameters of WWW-Authenticate.</summary>
internal sealed record Challenge(string Scheme, IReadOnlyDictionary<string, string> Parameters)
{
    internal bool IsBearer => string.Equals(Scheme, "Bearer", StringComparison.OrdinalIgnoreCase);

    internal static Challenge? Parse(string header)
    {
        var space = header.IndexOf(' ', StringComparison.Ordinal);
        if (space <= 0)
            return null;
        var parameters = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        var rest = header.AsSpan(space + 1);
        while (true)
        {
            rest = rest.TrimStart(" ,");
            var equals = rest.IndexOf('=');
            if (equals <= 0)
                return new Challenge(header[..space], parameters);
            var name = rest[..equals].Trim().ToString();
            rest = rest[(equals + 1)..];
            var isQuoted = rest.Length > 0 && rest[0] == '"';
            if (isQuoted)
                rest = rest[1..];
            var end = rest.IndexOfAny(isQuoted ? "\"" : ", ");
            parameters[name] = (end < 0 ? rest : rest[..end]).ToString();
            rest = end < 0 ? [] : rest[(end + 1)..];
        }
    }
}
