namespace Compose.Execution.Sessions;

/// <summary>Looks for the detach keys in what is typed. A beginning of them is kept back until it is clear that it is none.</summary>
internal sealed class DetachFilter(DetachKeys keys)
{
    private int _matched;

    /// <summary>
    /// What of the typed bytes is to be sent, written to <paramref name="passed"/>; true when the keys are complete. What follows them in
    /// the same piece is dropped.
    /// </summary>
    public bool Feed(ReadOnlySpan<byte> typed, List<byte> passed)
    {
        passed.Clear();
        foreach (var key in typed)
        {
            if (key == keys.Sequence[_matched])
            {
                if (++_matched == keys.Sequence.Length)
                    return true;
                continue;
            }

            for (var i = 0; i < _matched; i++)
                passed.Add(keys.Sequence[i]);
            _matched = key == keys.Sequence[0] ? 1 : 0;
            if (_matched == 0)
                passed.Add(key);
            else if (keys.Sequence.Length == 1)
                return true;
        }

        return false;
    }
}
