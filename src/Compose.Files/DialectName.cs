namespace Compose.Files;

/// <summary>The values of NCOMPOSE_DIALECT: the version of Docker Compose whose rules and words are spoken.</summary>
public static class DialectName
{
    public static bool TryParse(string? text, out Dialect dialect)
    {
        dialect = text is not null && text.StartsWith("2.40", StringComparison.Ordinal) ? Dialect.V240 : Dialect.V5;
        return text is null or "" || dialect == Dialect.V240 || text == "5" || text.StartsWith("5.", StringComparison.Ordinal);
    }
}
