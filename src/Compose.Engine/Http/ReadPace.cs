using System.Diagnostics;

namespace Compose.Engine.Http;

/// <summary>
/// The engine sends a log line by line. A reader that keeps up is woken for each line, and on few cores takes from the engine the time that it
/// needs to send the next ones. After a row of such reads it is better to let a few hundred lines gather: the buffer of the socket holds more.
/// </summary>
internal sealed class ReadPace
{
    internal static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(1);
    private const int SmallRead = 1024;
    private const int Row = 32;

    private int row;
    private long last;

    /// <summary>Whether to pause before the next read.</summary>
    internal bool IsPaused { get; private set; }

    internal void Received(int count)
    {
        var now = Stopwatch.GetTimestamp();
        if (IsPaused)
        {
            // After a pause little is there: the rush is over, and who waits for a line gets it at once again.
            IsPaused = count >= SmallRead;
            row = 0;
        }
        else
        {
            row = count < SmallRead && Stopwatch.GetElapsedTime(last, now) < Pause ? row + 1 : 0;
            IsPaused = row >= Row;
        }

        last = now;
    }
}
