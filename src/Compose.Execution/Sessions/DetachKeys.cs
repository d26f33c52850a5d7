using System.Collections.Immutable;

namespace Compose.Execution.Sessions;

/// <summary>The keys that leave a session without ending it: `ctrl-p,ctrl-q`.</summary>
public sealed record DetachKeys(string Text, ImmutableArray<byte> Sequence)
{
    public static readonly DetachKeys Default = new("ctrl-p,ctrl-q", [16, 17]);

    /// <summary>Null when the text is no list of keys.</summary>
    public static DetachKeys? Parse(string text)
    {
        var sequence = ImmutableArray.CreateBuilder<byte>();
        foreach (var key in text.Split(','))
        {
            if (CodeOf(key) is not { } code)
                return null;
            sequence.Add(code);
        }

        return new DetachKeys(text, sequence.ToImmutable());
    }

    private static byte? CodeOf(string key)
    {
        const string control = "ctrl-";
        if (key.Length == 1 && char.IsAscii(key[0]))
            return (byte)key[0];
        if (!key.StartsWith(control, StringComparison.OrdinalIgnoreCase) || key.Length != control.Length + 1)
            return null;
        return char.ToLowerInvariant(key[^1]) switch
        {
            >= 'a' and <= 'z' and var letter => (byte)(letter - 'a' + 1),
            '@' => 0,
            '[' => 27,
            '\\' => 28,
            ']' => 29,
            '^' => 30,
            '_' => 31,
            _ => null,
        };
    }
}
