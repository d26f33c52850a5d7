namespace NCompose;

/// <summary>Where a step of a run is.</summary>
public enum StepState
{
    /// <summary>It has begun.</summary>
    Started,

    /// <summary>It goes on: a transfer, or the state of a wait.</summary>
    Progressed,

    /// <summary>A program that it runs has printed a line.</summary>
    Output,

    /// <summary>It is done.</summary>
    Done,

    /// <summary>It failed.</summary>
    Failed,

    /// <summary>It was not run, because another step failed or the run was cancelled.</summary>
    Skipped,
}
