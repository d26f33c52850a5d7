using Microsoft.Extensions.Logging;

namespace NCompose;

/// <summary>The messages that go to the caller's logger.</summary>
internal static partial class LibraryLog
{
    [LoggerMessage(1, LogLevel.Warning, "{Sentence}")]
    public static partial void Warning(ILogger logger, string sentence);

    [LoggerMessage(2, LogLevel.Information, "{Sentence}")]
    public static partial void Information(ILogger logger, string sentence);

    [LoggerMessage(3, LogLevel.Debug, "{Step}")]
    public static partial void Step(ILogger logger, StepProgress step);
}
