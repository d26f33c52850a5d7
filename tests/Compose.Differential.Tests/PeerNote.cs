using Compose.Testing.Specs;

namespace Compose.Differential.Tests;

/// <summary>The ```text peer block of a case: "refuses: words it says", then the reason in prose.</summary>
internal sealed record PeerNote(PeerVerdict Verdict, string Words)
{
    public static readonly PeerNote None = new(PeerVerdict.Equal, "");

    public static PeerNote Of(SpecCase @case)
    {
        if (@case.Block(SpecWords.Peer) is not { } block)
            return None;
        var line = block.Text.Split('\n')[0];
        var colon = line.IndexOf(':');
        return colon > 0 && Enum.TryParse<PeerVerdict>(line[..colon], ignoreCase: true, out var verdict)
            ? new PeerNote(verdict, line[(colon + 1)..].Trim())
            : throw new FormatException($"{@case.Id}: a peer block begins with refuses:, panics:, accepts:, differs: or random:");
    }
}
