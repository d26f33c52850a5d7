namespace Compose.Host;

/// <summary>A failure outside of our own code that a command reports in one sentence and ends with. Anything else is a defect.</summary>
public abstract class ReportedFailure(string message, Exception? cause) : Exception(message, cause)
{
    /// <summary>The message for people, with its origin where that matters.</summary>
    public abstract string Sentence { get; }
}
