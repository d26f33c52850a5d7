namespace NCompose;

/// <summary>How a command in a container ended, and what it printed.</summary>
/// <param name="ExitCode">Its exit code.</param>
/// <param name="Output">Its standard output, as UTF-8.</param>
/// <param name="Error">Its standard error, as UTF-8.</param>
public sealed record ExecResult(int ExitCode, string Output, string Error);
