namespace Compose.Cli.Commands.Schedule;

internal enum JobDecision
{
    /// <summary>No time has come.</summary>
    Wait,
    Run,

    /// <summary>Times passed while nothing could start the job, and the file leaves them out.</summary>
    SkipMissed,

    /// <summary>Times passed while the job still ran, and the file leaves them out.</summary>
    SkipRunning,
}
