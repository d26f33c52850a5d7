using System.Text;
using System.Text.Json;
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

    /// <summary>What a command prints as JSON, or why it prints nothing.</summary>
    public static async Task<(JsonElement? Document, string? Problem)> DocumentAsync(
        StackOptions options, string[] command, CancellationToken cancellationToken)
    {
        var (_, output, error) = await RunAsync(options, [command[0], "--json", .. command[1..]], cancellationToken);
        try
        {
            using var document = JsonDocument.Parse(output);
            return (document.RootElement.Clone(), null);
        }
        catch (JsonException)
        {
            // Files with errors have no plan; standard error says which.
            return (null, error);
        }
    }
}
