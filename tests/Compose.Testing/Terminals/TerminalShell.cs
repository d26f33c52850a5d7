using System.Diagnostics;
using System.Text;

namespace Compose.Testing.Terminals;

/// <summary>A shell in a real terminal: keys are typed, and what appears on the screen is waited for.</summary>
public sealed class TerminalShell : IAsyncDisposable
{
    public const string Prompt = "host> ";
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(2);
    private readonly Process _process;
    private readonly StringBuilder _screen = new();
    private readonly Task _reading;
    private TaskCompletionSource _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _read;
    private string _device = "";

    private TerminalShell(Process process)
    {
        _process = process;
        _reading = ReadAsync();
    }

    public static async Task<TerminalShell> StartAsync(string directory, IReadOnlyDictionary<string, string> environment)
    {
        // script(1) is on every Debian and gives its command a terminal whose other end are two pipes.
        var start = new ProcessStartInfo("script", ["-q", "-f", "-e", "-c", $"PS1='{Prompt}' exec sh", "/dev/null"])
        {
            WorkingDirectory = directory,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            StandardInputEncoding = new UTF8Encoding(false),
            StandardOutputEncoding = new UTF8Encoding(false),
        };
        start.Environment.Clear();
        foreach (var (name, value) in environment)
            start.Environment[name] = value;
        start.Environment["TERM"] = "xterm";
        var shell = new TerminalShell(Process.Start(start) ?? throw new InvalidOperationException("script(1) of bsdutils did not start."));
        await shell.Expect(Prompt);
        // What is typed is on the screen too, and must not look like the answer.
        await shell.Type("echo dev''ice=$(tty)=\r");
        await shell.Expect("\ndevice=");
        shell._device = (await shell.Expect("=\r\n"))[..^"=\r\n".Length];
        return shell;
    }

    public async Task Type(string keys)
    {
        await _process.StandardInput.WriteAsync(keys);
        await _process.StandardInput.FlushAsync();
    }

    /// <summary>As if the window had been dragged: whoever is in its foreground is told.</summary>
    public async Task Resize(int rows, int columns)
    {
        using var stty = Process.Start("stty", ["-F", _device, "rows", $"{rows}", "cols", $"{columns}"]);
        await stty.WaitForExitAsync();
    }

    /// <summary>Waits for a text that has not been waited for yet; returns everything up to it.</summary>
    public async Task<string> Expect(string text)
    {
        var clock = Stopwatch.StartNew();
        while (true)
        {
            Task changed;
            lock (_screen)
            {
                var unread = _screen.ToString(_read, _screen.Length - _read);
                var at = unread.IndexOf(text, StringComparison.Ordinal);
                if (at >= 0)
                {
                    _read += at + text.Length;
                    return unread[..(at + text.Length)];
                }

                changed = _changed.Task;
            }

            var left = Limit - clock.Elapsed;
            if (_process.HasExited || left <= TimeSpan.Zero || await Task.WhenAny(changed, Task.Delay(left)) != changed)
                throw new TimeoutException($"\"{text}\" did not appear. The screen:\n{_screen.ToString(_read, _screen.Length - _read)}\nand before that:\n{_screen.ToString(0, _read)}");
        }
    }

    public async ValueTask DisposeAsync()
    {
        _process.Kill(entireProcessTree: true);
        await _reading;
        _process.Dispose();
    }

    private async Task ReadAsync()
    {
        var buffer = new char[4096];
        while (await _process.StandardOutput.ReadAsync(buffer) is var count and > 0)
        {
            TaskCompletionSource changed;
            lock (_screen)
            {
                _screen.Append(buffer, 0, count);
                (changed, _changed) = (_changed, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
            }

            changed.SetResult();
        }
    }
}
