using Compose.Testing.Specs;

namespace Compose.Differential.Tests.Inspecting;

/// <summary>
/// A stack that both tools make. Beside its files a case may have blocks: `command` (instead of `up -d`), `again` (what brings it to
/// changed.yaml, when there is one), `before` (what is on the engine already: `network NAME`, `volume NAME`), `look` (files to compare:
/// `service:/path`, or `./path` on this machine), `peer` (both refuse, and what is said), `diagnostics` (ncompose refuses, with all of
/// these lines) and `deviates` (`path: why`, a place of the inspected JSON where the difference is wanted).
/// </summary>
internal sealed record InspectCase(SpecCase Spec)
{
    public const string Compose = "compose.yaml";
    public const string Changed = "changed.yaml";

    public string[] Command => Block(SpecWords.Command) is [var command, ..] ? command.Split(' ') : ["up", "-d"];
    /// <summary>How the stack is brought to what changed.yaml says, in the end; null when there is none.</summary>
    public string[]? Again =>
        Spec.Block(Changed) is null ? null : Block(SpecWords.Again) is [var command, ..] ? command.Split(' ') : Command;

    public string[] Before => Block(SpecWords.Before);
    public string[] Look => Block(SpecWords.Look);

    /// <summary>Lines that only ncompose is asked for, and refuses with.</summary>
    public string[] Diagnostics => Block(SpecWords.Diagnostics);

    /// <summary>What both say when both refuse; null when both are to succeed.</summary>
    public string? Refusal => Block(SpecWords.Peer) is [var line, ..] ? line["refuses:".Length..].Trim() : null;

    /// <summary>Ends of paths in the JSON, as in `HostConfig.VolumesFrom`.</summary>
    public string[] Deviations => [.. Block(SpecWords.Deviates).Select(line => line.Split(':')[0])];

    private string[] Block(string name) => Spec.Block(name)?.Text.Split('\n', StringSplitOptions.RemoveEmptyEntries) ?? [];
}
