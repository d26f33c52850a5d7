using System.Text;
using Compose.Host.Processes;

namespace Compose.Ui.Stack;

/// <summary>The command line itself: what the page shows and does is what `ncompose plan`, `up` and their like print and do.</summary>
internal static class OwnProgram
{
    public static ChildStart Command(StackOptions options, params ReadOnlySpan<string> command) =>
        new(options.Ncompose, [.. options.GlobalFlags, "--ansi", "never", .. command]) { WorkingDirectory = options.Folder };

    public static async Task<(int ExitCode, string Output, string Error)> RunAsync(
        StackOptions options, string[] command, CancellationToken cancellationToken)
    {
        try
        {
            var result = await ChildProcess.RunAsync(Command(options, command), default, cancellationToken);
            return (result.ExitCode, Encoding.UTF8.GetString(result.Output.Span), Encoding.UTF8.GetString(result.Error.Span).Trim());
        }
        catch (IOException failure)
        {
            // It was moved away while the page is open.
            return (-1, "", failure.Message);
        }
    }
}
