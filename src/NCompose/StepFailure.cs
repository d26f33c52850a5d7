namespace NCompose;

/// <summary>A step of a run that failed.</summary>
/// <param name="Subject">The container, network, volume or image.</param>
/// <param name="Service">The service, where the step is about one.</param>
/// <param name="Message">What failed.</param>
/// <param name="Details">What explains it: how the container ended, what the health check printed, the last lines of the log.</param>
public sealed record StepFailure(string Subject, string? Service, string Message, IReadOnlyList<string> Details);
