namespace Compose.Cli.CommandLine;

/// <summary>Commands of Docker Compose that do not exist yet, and what to do instead.</summary>
internal static class LaterCommands
{
    /// <summary>Null for every other name.</summary>
    public static string? InsteadOf(string command) => command switch
    {
        "bridge" => "`ncompose config` prints the complete model, which converters such as kompose read",
        _ => null,
    };
}
