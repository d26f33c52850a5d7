using System.Diagnostics;
using System.Text;

namespace Compose.Testing.Processes;

/// <summary>A program in a real terminal (tmux's), with a user at the keyboard. After its end the screen shows `[exit CODE]`.</summary>
public sealed class TerminalScreen : IAsyncDisposable
{
    public const string Prompt = "host> ";

    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan Blink = TimeSpan.FromMilliseconds(50);

    private readonly string _socket = "ncompose-" + Guid.NewGuid().ToString("N")[..8];
    private readonly string _directory;
    private readonly IReadOnlyDictionary<string, string> _environment;

    private TerminalScreen(string directory, IReadOnlyDictionary<string, string> environment) =>
        (_directory, _environment) = (directory, environment);

    public static async Task<TerminalScreen> OpenAsync(
        string program, IEnumerable<string> arguments, string directory, IReadOnlyDictionary<string, string> environment, int width = 120,
        int height = 40)
    {
        var screen = new TerminalScreen(
            directory, new Dictionary<string, string>(environment) { ["TERM"] = "xterm-256color", ["LANG"] = "C.UTF-8" });
        var line = string.Join(' ', arguments.Prepend(program).Select(Quoted));
        // The shell outlives a Ctrl-C that is meant for the program, and keeps the window open afterwards.
        var script = $"trap : INT; {line}; echo \"[exit $?]\"; while :; do sleep 60; done";
        await screen.TmuxAsync("new-session", "-d", "-x", $"{width}", "-y", $"{height}", "sh", "-c", script);
        return screen;
    }

    /// <summary>A shell at its prompt, for what concerns more than one program.</summary>
    public static async Task<TerminalScreen> OpenShellAsync(string directory, IReadOnlyDictionary<string, string> environment)
    {
        var screen = await OpenAsync("env", ["PS1=" + Prompt, "sh"], directory, environment);
        await screen.ShowsAsync(Prompt.Trim());
        return screen;
    }

    /// <summary>Keys by tmux's names: "C-c", "Enter", "Tab".</summary>
    public Task PressAsync(params string[] keys) => TmuxAsync(["send-keys", .. keys]);

    public Task TypeAsync(string text) => TmuxAsync("send-keys", "-l", text);

    /// <summary>Types a line for a shell. What it prints has to differ from what is typed, which is on the screen too.</summary>
    public async Task EnterAsync(string line)
    {
        await TypeAsync(line);
        await PressAsync("Enter");
    }

    /// <summary>As if the window had been dragged: the program in its foreground gets the signal.</summary>
    public Task ResizeAsync(int width, int height) => TmuxAsync("resize-window", "-x", $"{width}", "-y", $"{height}");

    /// <summary>Everything that was written, without colours and without what was overwritten.</summary>
    public async Task<string> TextAsync() => (await TmuxAsync("capture-pane", "-p", "-J", "-S", "-1000")).Output.TrimEnd();

    /// <summary>Looks until the screen shows the text, and gives the whole of it.</summary>
    public Task<string> ShowsAsync(string text) => ShowsAsync(shown => shown.Contains(text, StringComparison.Ordinal), text);

    /// <summary>Looks until what is on the screen is as wanted, and gives it.</summary>
    public async Task<string> ShowsAsync(Func<string, bool> isWanted, string what)
    {
        var shown = "";
        for (var clock = Stopwatch.StartNew(); clock.Elapsed < LongestWait;)
        {
            shown = await TextAsync();
            if (isWanted(shown))
                return shown;
            await Task.Delay(Blink);
        }

        throw new TimeoutException($"The screen does not show {what} after {LongestWait.TotalSeconds} s, but:\n{shown}");
    }

    public async ValueTask DisposeAsync() => await RunAsync("kill-server");

    private async Task<ProcessRun> TmuxAsync(params string[] arguments)
    {
        var run = await RunAsync(arguments);
        return run.Succeeded ? run : throw new InvalidOperationException(run.ToString());
    }

    private Task<ProcessRun> RunAsync(params string[] arguments) =>
        ProcessRun.RunAsync(
            RequiredProgram.Installed("tmux"), ["-u", "-L", _socket, "-f", "/dev/null", .. arguments], _directory, _environment);

    private static string Quoted(string word) =>
        new StringBuilder("'").Append(word.Replace("'", "'\\''", StringComparison.Ordinal)).Append('\'').ToString();
}
