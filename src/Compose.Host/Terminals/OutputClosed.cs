namespace Compose.Host.Terminals;

/// <summary>
/// Our output goes nowhere. When its reader has gone (`| head`) there is nothing to complain about; otherwise <paramref name="why"/> says
/// what is wrong: a full disk behind a redirection.
/// </summary>
public sealed class OutputClosed(string? why) : IOException(why ?? "the output was closed by its reader")
{
    public string? Why { get; } = why;
}
