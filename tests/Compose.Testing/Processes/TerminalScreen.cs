using System.Text;

namespace Compose.Testing.Processes;

/// <summary>A program in a real terminal (tmux's), with somebody at the keyboard. After its end the screen shows `[exit CODE]`.</summary>
public sealed class TerminalScreen : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan Blink = TimeSpan.FromMilliseconds(50);

    private readonly string _socket = "ncompose-" + Guid.NewGuid().ToString("N")[..8];
    private readonly string _directory;
    private readonly IReadOnlyDictionary<string, string> _environment;

    private TerminalScreen(string directory, IReadOnlyDictionary<string, string> environment) => (_directory, _environment) = (directory, environment);

    public static async Task<TerminalScreen> OpenAsync(
        string program, IEnumerable<string> arguments, string directory, IReadOnlyDictionary<string, string> environment, int width = 120, int height = 40)
    {
        var screen = new TerminalScreen(directory, new Dictionary<string, string>(environment) { ["TERM"] = "xterm-256color", ["LANG"] = "C.UTF-8" });
        var line = string.Join(' ', arguments.Prepend(program).Select(Quoted));
        // The shell outlives a Ctrl-C that is meant for the program, and keeps the window open afterwards.
        var script = $"trap : INT; {line}; echo \"[exit $?]\"; while :; do sleep 60; done";
        await screen.TmuxAsync("new-session", "-d", "-x", $"{width}", "-y", $"{height}", "sh", "-c", script);
        return screen;
    }

    public Task PressAsync(params string[] keys) => TmuxAsync(["send-keys", .. keys]);

    /// <summary>Everything that was written, without colours and without what was overwritten.</summary>
    public async Task<string> TextAsync() => (await TmuxAsync("capture-pane", "-p", "-J", "-S", "-1000")).Output.TrimEnd('\n');

    /// <summary>Looks until the screen shows the text, and gives the whole of it.</summary>
    public async Task<string> ShowsAsync(string text)
    {
        var shown = "";
        for (var waited = TimeSpan.Zero; waited < Patience; waited += Blink)
        {
            shown = await TextAsync();
            if (shown.Contains(text, StringComparison.Ordinal))
                return shown;
            await Task.Delay(Blink);
        }

        throw new TimeoutException($"The screen does not show {text} after {Patience.TotalSeconds} s, but:\n{shown}");
    }

    public async ValueTask DisposeAsync() => await RunAsync("kill-server");

    private async Task<ProcessRun> TmuxAsync(params string[] arguments)
    {
        var run = await RunAsync(arguments);
        return run.Succeeded ? run : throw new InvalidOperationException(run.ToString());
    }

    private Task<ProcessRun> RunAsync(params string[] arguments) =>
        ProcessRun.RunAsync("tmux", ["-u", "-L", _socket, "-f", "/dev/null", .. arguments], _directory, _environment);

    private static string Quoted(string word) => new StringBuilder("'").Append(word.Replace("'", "'\\''", StringComparison.Ordinal)).Append('\'').ToString();
}
