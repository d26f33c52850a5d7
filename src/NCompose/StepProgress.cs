namespace NCompose;

/// <summary>Something happened to a step of a run.</summary>
/// <param name="Subject">The container, network, volume or image.</param>
/// <param name="Service">The service, where the step is about one.</param>
/// <param name="Operation">The kind of operation, such as <c>CreateContainer</c>.</param>
/// <param name="State">Where the step is.</param>
/// <param name="Text">A line of output, the state of a transfer, or why it failed.</param>
/// <param name="Current">Bytes that were transferred, where they are known.</param>
/// <param name="Total">Bytes in all, where they are known.</param>
/// <param name="Elapsed">How long the step took, once it has ended.</param>
public sealed record StepProgress(
    string Subject, string? Service, string Operation, StepState State, string? Text = null, long? Current = null, long? Total = null,
    TimeSpan Elapsed = default)
{
    /// <summary>One line for a log.</summary>
    public override string ToString() => $"{Operation} {Subject}: {State.ToString().ToLowerInvariant()}{(Text is null ? "" : " " + Text)}";
}
