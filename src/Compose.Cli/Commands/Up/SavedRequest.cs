using Compose.Cli.CommandLine;

namespace Compose.Cli.Commands.Up;

/// <summary>The command line of a saved plan: `apply` runs `up` in its folder, with its files and its options.</summary>
internal sealed record SavedRequest(string Directory, GlobalOptions Global, UpOptions Options)
{
    /// <summary>
    /// The invocation of `apply`, as if it had been typed where the plan was made. How things are printed stays as it is.
    /// </summary>
    public Invocation Restore(Invocation call) => call with
    {
        Process = call.Process with { CurrentDirectory = Directory },
        Global = Global with
        {
            Parallel = call.Global.Parallel,
            Progress = call.Global.Progress,
            Ansi = call.Global.Ansi,
            NoAnsi = call.Global.NoAnsi,
            DryRun = call.Global.DryRun,
            Verbose = call.Global.Verbose,
            Diagnostics = call.Global.Diagnostics,
        },
    };
}
