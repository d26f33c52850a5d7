using System.Collections.Immutable;

namespace Compose.Cli.Commands.Up;

/// <summary>How `up` stays with what it started.</summary>
internal sealed record AttachOptions
{
    public ImmutableArray<string> Only { get; init; } = [];
    public ImmutableArray<string> Except { get; init; } = [];
    public bool Dependencies { get; init; }
    public bool AbortOnExit { get; init; }
    public bool AbortOnFailure { get; init; }
    public string? ExitCodeFrom { get; init; }
    public bool Timestamps { get; init; }
    public bool NoColor { get; init; }
    public bool NoPrefix { get; init; }

    /// <summary>The stack is shown as a page, too.</summary>
    public bool Page { get; init; }

    /// <summary>Shortcut keys and the line that names them; null: what the environment says.</summary>
    public bool? Menu { get; init; }
}
