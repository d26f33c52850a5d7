using System.Collections.Immutable;

namespace Compose.Ui.Stack;

/// <summary>Which project is shown, in the flags of the command line, and the program that plans and changes it.</summary>
public sealed record StackOptions
{
    public required string Ncompose { get; init; }
    public required string Folder { get; init; }

    /// <summary>What stands before the sub-command: -f, -p, --profile and their like.</summary>
    public ImmutableArray<string> GlobalFlags { get; init; } = [];

    public ImmutableArray<string> Files { get; init; } = [];
    public ImmutableArray<string> Profiles { get; init; } = [];
    public ImmutableArray<string> EnvFiles { get; init; } = [];
    public string ProjectName { get; init; } = "";
    public string ProjectDirectory { get; init; } = "";
    public bool ReadOnly { get; init; }
}
