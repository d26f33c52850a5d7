namespace Compose.Cli.Terminals;

/// <summary>
/// The end of the process from wherever it is, for a signal's own thread while the program's is busy. What gives the terminal back when the
/// process ends does so.
/// </summary>
internal static class ProcessEnd
{
    public static void Now(int code)
    {
#pragma warning disable RS0030 // No caller can return an exit code: the program's own thread does not answer.
        System.Environment.Exit(code);
#pragma warning restore RS0030
    }
}
