namespace Compose.Testing;

/// <summary>
/// Waiting for what has no event of its own. How long it takes is the machine's business; that it does not come at all is the failure.
/// </summary>
public static class Eventually
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan Blink = TimeSpan.FromMilliseconds(50);

    /// <summary>Looks until it is so. A <paramref name="run"/> that ends before has been what was to bring it about.</summary>
    public static async Task UntilAsync(Func<Task<bool>> isSo, string what, Task? run = null)
    {
        for (var end = DateTimeOffset.UtcNow + Limit; ; await Task.Delay(Blink))
        {
            var ended = run?.IsCompleted ?? false;
            if (await isSo())
                return;
            if (ended || DateTimeOffset.UtcNow > end)
                throw new TimeoutException(
                    $"It never came to be that {what}{(ended ? ", and what was to bring it about has ended" : "")}.");
        }
    }

    public static Task UntilAsync(Func<bool> isSo, string what, Task? run = null) => UntilAsync(() => Task.FromResult(isSo()), what, run);
}
