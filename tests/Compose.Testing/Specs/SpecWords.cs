using System.Collections.Frozen;

namespace Compose.Testing.Specs;

/// <summary>Names of blocks that are no files.</summary>
public static class SpecWords
{
    /// <summary>Flags before the sub-command, and what stands behind it.</summary>
    public const string Flags = "flags";
    public const string Options = "options";

    /// <summary>Variables of the shell, one NAME=VALUE a line.</summary>
    public const string Environment = "environment";

    public const string Input = "stdin";

    /// <summary>What is expected: the output, or what is said to stderr.</summary>
    public const string Config = "config";
    public const string Diagnostics = "diagnostics";

    /// <summary>How Docker Compose deviates, and why that is listed instead of followed.</summary>
    public const string Peer = "peer";

    /// <summary>
    /// Of a case that runs on the engine: what is done instead of `up -d`, what is there before, files of containers to compare, and listed
    /// deviations.
    /// </summary>
    public const string Command = "command";
    public const string Before = "before";
    public const string Look = "look";
    public const string Deviates = "deviates";

    /// <summary>The command for the second version of the project, in changed.yaml.</summary>
    public const string Again = "again";

    public static readonly FrozenSet<string> All =
        new[] { Flags, Options, Environment, Input, Config, Diagnostics, Peer, Command, Before, Look, Deviates, Again }.ToFrozenSet();
}
