namespace Compose.Files.Diagnostics;

public enum Severity
{
    Error,
    Warning,
    Note,
}
