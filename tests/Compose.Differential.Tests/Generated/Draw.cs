namespace Compose.Differential.Tests.Generated;

/// <summary>Seeded choices: the same seed makes the same project on every machine and framework.</summary>
internal sealed class Draw(int seed)
{
    private ulong _state = ((ulong)(uint)seed + 1) * 0x9E3779B97F4A7C15;

    public int Below(int limit)
    {
        _state += 0x9E3779B97F4A7C15;
        var z = _state;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return (int)((z ^ (z >> 31)) % (ulong)limit);
    }

    /// <summary>True once in so many times.</summary>
    public bool OneIn(int times) => Below(times) == 0;

    public T Of<T>(params ReadOnlySpan<T> choices) => choices[Below(choices.Length)];

    public IReadOnlyList<T> Some<T>(IReadOnlyList<T> from, int most)
    {
        var left = from.ToList();
        var taken = new List<T>();
        for (var count = 1 + Below(most); count > 0 && left.Count > 0; count--)
        {
            var index = Below(left.Count);
            taken.Add(left[index]);
            left.RemoveAt(index);
        }

        return taken;
    }
}
