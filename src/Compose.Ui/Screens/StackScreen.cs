using System.Text;
using System.Text.Json;
using System.Threading.Channels;
using Compose.Execution.Tasks;
using Compose.Host.Terminals;
using Compose.Ui.Model;
using Compose.Ui.Stack;

namespace Compose.Ui.Screens;

/// <summary>
/// The stack in the terminal, until the user leaves. One loop owns the state: documents, lines and keys come to it over a channel, and what
/// has changed is drawn at most every 40 ms.
/// </summary>
internal sealed class StackScreen(OpenStack stack) : IDisposable
{
    private const int LinesAtOnce = 1000;
    private const int MostWaiting = 64;
    private static readonly TimeSpan Frame = TimeSpan.FromMilliseconds(40);
    private static readonly TimeSpan Tick = TimeSpan.FromSeconds(1);

    private readonly ScreenActions _actions = new(stack);
    private readonly Channel<object> _inbox = Channel.CreateBounded<object>(MostWaiting);
    private readonly DescriptorStream _input = new(0, isOutput: false);
    private readonly DescriptorStream _output = new(1, isOutput: true);
    private readonly ScreenState _state = new();
    private List<string> _drawn = [];
    private (int Rows, int Columns) _size;
    private RawMode? _raw;

    public void Dispose()
    {
        _input.Dispose();
        _output.Dispose();
    }

    public async Task RunAsync(CancellationToken stop)
    {
        using var viewer = stack.Viewers.Enter();
        using var reader = stack.Readers.Enter();
        using var tasks = new TaskGroup(stop);
        Enter();
        tasks.Add(FollowDocumentsAsync);
        tasks.Add(FollowLinesAsync);
        tasks.Add(ReadKeysAsync);
        tasks.Add(TickAsync);
        tasks.Add(async token =>
        {
            try
            {
                await LoopAsync(tasks, token);
            }
            finally
            {
                // An action that still runs is waited for with the screen of the shell.
                Leave();
                tasks.End();
            }
        });
        await tasks.WaitAsync();
    }

    /// <summary>The screen beside the one of the shell, without a cursor.</summary>
    private void Enter()
    {
        _raw = RawMode.Enter();
        Write("\e[?1049h\e[?25l\e[2J");
        _drawn = [];
    }

    private void Leave()
    {
        Write("\e[?25h\e[?1049l");
        _raw?.Dispose();
    }

    private async Task LoopAsync(TaskGroup tasks, CancellationToken cancellationToken)
    {
        while (true)
        {
            var isOver = !await TakeAsync(await _inbox.Reader.ReadAsync(cancellationToken), tasks, cancellationToken);
            while (!isOver && _inbox.Reader.TryRead(out var more))
                isOver = !await TakeAsync(more, tasks, cancellationToken);
            if (isOver)
                return;
            Draw();
            await Task.Delay(Frame, TimeProvider.System, cancellationToken);
        }
    }

    /// <summary>False when the user leaves.</summary>
    private async Task<bool> TakeAsync(object news, TaskGroup tasks, CancellationToken cancellationToken)
    {
        _state.Now = TimeProvider.System.GetUtcNow();
        switch (news)
        {
            case UiDocument document:
                _state.Take(document);
                break;
            case (List<ScreenLine> lines, long missed):
                lines.ForEach(_state.Take);
                _state.Missed += missed;
                break;
            case Action<ScreenState> change:
                change(_state);
                break;
            case string key when ScreenCommands.Apply(_state, key):
                break;
            case "interrupt" or "q":
                return false;
            case "e" when _state.Service is { Running: > 0 } service && _state.Question is null:
                await ShellAsync(service.Name);
                break;
            case string key:
                _actions.Apply(_state, key, tasks, change => _inbox.Writer.WriteAsync(change, cancellationToken));
                break;
            case TaskCompletionSource handled:
                handled.SetResult();
                break;
        }

        return true;
    }

    /// <summary>The terminal is the shell's until it ends.</summary>
    private async Task ShellAsync(string service)
    {
        Leave();
        await _actions.ShellAsync(service);
        Enter();
    }

    private async Task FollowDocumentsAsync(CancellationToken cancellationToken)
    {
        await foreach (var json in stack.Bulletin.ReadAsync(cancellationToken))
            if (JsonSerializer.Deserialize(json.Span, UiJson.Default.UiDocument) is { } document)
                await _inbox.Writer.WriteAsync(document, cancellationToken);
    }

    private async Task FollowLinesAsync(CancellationToken cancellationToken)
    {
        for (var next = stack.Ring.First; ;)
        {
            var (lines, after, missed) = await stack.Ring.ReadAsync(next, LinesAtOnce, cancellationToken);
            next = after;
            await _inbox.Writer.WriteAsync((lines.Select(line => ScreenLine.Of(line)).ToList(), missed), cancellationToken);
        }
    }

    private async Task ReadKeysAsync(CancellationToken cancellationToken)
    {
        var buffer = new byte[256];
        while (await _input.ReadAsync(buffer, cancellationToken) is > 0 and var count)
        {
            foreach (var key in ScreenKeys.Of(buffer.AsMemory(0, count)).ToList())
                await _inbox.Writer.WriteAsync(key, cancellationToken);
            // A key may give the keyboard to a shell: nothing is read before all keys have had their effect.
            var handled = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            await _inbox.Writer.WriteAsync(handled, cancellationToken);
            await handled.Task.WaitAsync(cancellationToken);
        }

        // The terminal has gone.
        await _inbox.Writer.WriteAsync("interrupt", cancellationToken);
    }

    /// <summary>Ages grow, the window may have another size, and the command that started this program may have been killed.</summary>
    private async Task TickAsync(CancellationToken cancellationToken)
    {
        var parent = NativeTerminal.Parent;
        using var timer = new PeriodicTimer(Tick);
        while (await timer.WaitForNextTickAsync(cancellationToken))
            await _inbox.Writer.WriteAsync(NativeTerminal.Parent == parent ? "" : "interrupt", cancellationToken);
    }

    /// <summary>Writes the lines that differ from those on the screen.</summary>
    private void Draw()
    {
        var size = NativeTerminal.WindowOf(1) ?? (24, 80);
        var text = new StringBuilder();
        if (size != _size)
        {
            text.Append("\e[2J");
            _drawn = [];
        }

        _size = size;
        var lines = ScreenView.Of(_state, size.Columns, size.Rows);
        for (var at = 0; at < lines.Count; at++)
            if (at >= _drawn.Count || _drawn[at] != lines[at])
                text.Append($"\e[{at + 1};1H{lines[at]}\e[0m\e[K");
        if (lines.Count < _drawn.Count)
            text.Append($"\e[{lines.Count + 1};1H\e[J");
        _drawn = lines;
        Write(text.ToString());
    }

    private void Write(string text) => _output.Write(Encoding.UTF8.GetBytes(text));
}
