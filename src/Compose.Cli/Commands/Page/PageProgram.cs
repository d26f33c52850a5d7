using System.Globalization;
using Compose.Cli.CommandLine;
using Compose.Files.Discovery;
using Compose.Host;
using Compose.Host.Processes;

namespace Compose.Cli.Commands.Page;

/// <summary>
/// ncompose-ui, which serves the page: beside this program, or on PATH. It ends with this process, whose end closes its input.
/// </summary>
internal static class PageProgram
{
    private const string Name = "ncompose-ui";

    /// <summary>Why there can be no page; null when there can.</summary>
    public static string? Problem(Invocation call, ProjectLocation location) =>
        location.Files.Any(file => file.Content is not null) ? "the page reads the files again and again, which standard input cannot be"
        : Find(call) is null ? $"{Name} is neither beside ncompose nor on PATH"
        : null;

    public static ChildProcess Start(Invocation call, PageOptions options, bool redirectOutput = false) => ChildProcess.Start(
        new ChildStart(Find(call)!, [.. GlobalArguments.Of(call.Global), .. Flags(options), "--ncompose", System.Environment.ProcessPath!])
        {
            WorkingDirectory = call.Process.CurrentDirectory,
            Environment = call.Process.Variables.All
                .Where(variable => !variable.Key.StartsWith(EnvironmentNames.PluginPrefix, StringComparison.Ordinal))
                .ToDictionary(variable => variable.Key, variable => (string?)variable.Value),
            // The keyboard is the program's then, and the end of the terminal ends both.
            RedirectInput = !options.Terminal,
            RedirectOutput = redirectOutput,
        });

    private static string? Find(Invocation call)
    {
        var beside = Path.Combine(
            Path.GetDirectoryName(System.Environment.ProcessPath) ?? "", OperatingSystem.IsWindows() ? Name + ".exe" : Name);
        return File.Exists(beside) ? beside : ChildProcess.Find(Name, call.Process.Variables);
    }

    private static IEnumerable<string> Flags(PageOptions options) =>
    [
        "--port", options.Port.ToString(CultureInfo.InvariantCulture),
        .. options.Open ? new[] { "--open" } : [],
        .. options.ReadOnly ? new[] { "--read-only" } : [],
        .. options.Json ? new[] { "--json" } : [],
        options.Terminal ? "--terminal" : "--with-parent",
    ];
}
