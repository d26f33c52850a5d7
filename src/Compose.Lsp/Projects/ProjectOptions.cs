using System.Collections.Immutable;
using Compose.Host;

namespace Compose.Lsp.Projects;

/// <summary>What the command line says of the project: the same flags as for every command, in the same words.</summary>
internal sealed record ProjectOptions
{
    public required string Folder { get; init; }
    public required ProcessEnvironment Variables { get; init; }

    /// <summary>With files the server knows one project; without, each file that is opened leads to its own.</summary>
    public ImmutableArray<string> Files { get; init; } = [];

    public ImmutableArray<string> Profiles { get; init; } = [];
    public ImmutableArray<string> EnvFiles { get; init; } = [];
    public string ProjectName { get; init; } = "";
    public string ProjectDirectory { get; init; } = "";
}
