using System.Runtime.InteropServices;
using Compose.Cli.Terminals;

namespace Compose.Cli.Hosting;

/// <summary>
/// What is said when ncompose itself is wrong, and when the system refuses something that no command has expected it to refuse.
/// </summary>
internal static class DefectReport
{
    public static int Print(Exception defect, IReadOnlyList<string> args, Terminal terminal)
    {
        // A reader that went away (`ncompose config | head`) is no defect: end quietly, as a Unix tool does.
        if (defect is IOException && IsBrokenPipe(defect))
            return ExitCodes.Failure;
        // A file that cannot be read, a full disk, a file larger than the memory: these are no bugs.
        if (defect is IOException or UnauthorizedAccessException or OutOfMemoryException)
            return Refused(defect, args, terminal);
        terminal.ReportLine($"this is a bug in ncompose {ProductVersion.Tag}: {defect.GetType().Name}: {defect.Message}");
        if (args.Contains("--verbose"))
            terminal.ReportLine(defect.ToString());
        else
            terminal.ReportLine("Run it again with `ncompose --verbose …` for the trace, and report both with your compose file.");
        terminal.ReportLine(
            $"({RuntimeInformation.OSDescription}, {RuntimeInformation.OSArchitecture}, {RuntimeInformation.FrameworkDescription})");
        return ExitCodes.Defect;
    }

    private static int Refused(Exception refusal, IReadOnlyList<string> args, Terminal terminal)
    {
        terminal.ReportLine(refusal is OutOfMemoryException ? "there is not enough memory for this" : refusal.Message);
        if (args.Contains("--verbose"))
            terminal.ReportLine(refusal.ToString());
        return ExitCodes.Failure;
    }

    private static bool IsBrokenPipe(Exception defect) =>
        OperatingSystem.IsWindows() ? (defect.HResult & 0xffff) is 109 or 232 : defect.HResult == 32;
}
