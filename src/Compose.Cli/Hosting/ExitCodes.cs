
namespace Compose.Cli.Hosting;

/// <summary>What the shell is told. `exec`, `run` and the `up --exit-code-from` family hand on the code of a container instead.</summary>
internal static class ExitCodes
{
    public const int Success = 0;

    /// <summary>Any error of the user, the files or the engine.</summary>
    public const int Failure = 1;

    /// <summary>An update has failed, and the containers that were there before run again.</summary>
    public const int RolledBack = 3;

    /// <summary>A defect of ncompose itself (sysexits' EX_SOFTWARE).</summary>
    public const int Defect = 70;

    /// <summary>The output has no reader any more: 128 + SIGPIPE, as shells count.</summary>
    public const int OutputClosed = 141;

    /// <summary>The terminal has gone: 128 + SIGHUP, as shells count.</summary>
    public const int HungUp = 129;

    /// <summary>Ended by Ctrl-C or SIGTERM: 128 + SIGINT, as shells count.</summary>
    public const int Interrupted = 130;
}
