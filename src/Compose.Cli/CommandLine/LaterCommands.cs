namespace Compose.Cli.CommandLine;

/// <summary>Commands of Docker Compose that do not exist yet, and what to do instead.</summary>
internal static class LaterCommands
{
    /// <summary>Null for every other name.</summary>
    public static string? InsteadOf(string command) => command switch
    {
        "publish" => "push the images with `ncompose push`; `ncompose save` writes images and files into one archive, and `ncompose load` reads it on another machine",
        _ => null,
    };
}
