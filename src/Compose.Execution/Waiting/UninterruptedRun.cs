using Docker.DotNet.Models;

namespace Compose.Execution.Waiting;

/// <summary>
/// For how long a container has been seen to run without a restart. Measured here from the first look: the engine's clock may be another
/// machine's.
/// </summary>
public sealed class UninterruptedRun(TimeProvider clock)
{
    private string? _startedAt;
    private long _firstSeen;

    public TimeSpan Of(State? state)
    {
        if (state is not { Running: true, Restarting: false })
        {
            _startedAt = null;
            return TimeSpan.Zero;
        }

        if (_startedAt != state.StartedAt)
            (_startedAt, _firstSeen) = (state.StartedAt, clock.GetTimestamp());
        return clock.GetElapsedTime(_firstSeen);
    }
}
