using Compose.Cli.CommandLine;
using Compose.Cli.Context;
using Compose.Cli.Rendering.Logs;
using Compose.Cli.Terminals;
using Compose.Files.Environment;
using Compose.Host;

namespace Compose.Cli.Commands.Up;

/// <summary>
/// The keys that do something while an attached `up` shows what its containers print, and the line below it that names them.
/// </summary>
internal sealed class ShortcutMenu : IDisposable
{
    private const string NotConfigured =
        "Watch →  watch is not yet configured. Learn more: https://docs.docker.com/compose/file-watch/";

    private static readonly TimeSpan WarningTime = TimeSpan.FromSeconds(10);
    private readonly Terminal _terminal;
    private readonly LogPrinter _printer;
    private readonly Action _detach;
    private readonly KeyMode _keys;
    private readonly WatchToggle _watch;
    private readonly StackPage _page;
    private readonly bool _isColored;
    private ITimer? _warning;

    private ShortcutMenu(CommandContext run, LogPrinter printer, WatchToggle watch, StackPage page, Action detach, KeyMode keys)
    {
        (_terminal, _printer, _watch, _page, _detach, _keys) = (run.Terminal, printer, watch, page, detach, keys);
        _isColored = run.Output.Output.IsColored;
        _keys.OnVisible = isVisible => _printer.Footer(isVisible ? Line : "");
        _printer.Footer(Line);
    }

    private string Line => _warning is not null ? NotConfigured
        : $"{Key('d', "Detach")}   {Key('w', _watch.IsOn ? "Disable Watch" : "Enable Watch")}{(_page.IsThere ? "   " + Key('u', "Page") : "")}";

    /// <summary>Null where it is not wanted, or where no user can press keys and see what happens.</summary>
    public static ShortcutMenu? Open(
        CommandContext run, AttachOptions options, LogPrinter printer, WatchToggle watch, StackPage page, Action detach)
    {
        var wanted = options.Menu ?? (run.Environment[EnvironmentNames.Menu] is not { } said || GoValue.IsTruthy(said));
        var isSeen = run.Terminal.OutputIsTerminal && run.Output.Progress is ProgressMode.Terminal or ProgressMode.Quiet;
        return wanted && isSeen && KeyMode.Enter(run.Terminal) is { } keys
            ? new ShortcutMenu(run, printer, watch, page, detach, keys) : null;
    }

    public void Dispose()
    {
        _keys.OnVisible = null;
        _warning?.Dispose();
        _printer.Footer("");
        _keys.Dispose();
    }

    /// <summary>Does what the keys say, until there are no more or one of them has ended it.</summary>
    public async Task ListenAsync(CancellationToken cancellationToken)
    {
        var key = new byte[1];
        while (await _terminal.Input.ReadAsync(key, cancellationToken) == 1)
        {
            switch ((char)key[0])
            {
                case 'd':
                    _detach();
                    return;
                case 'w':
                    Toggle();
                    break;
                case 'u' when _page.IsThere:
                    _printer.Notice(await _page.ShowAsync(open: true));
                    break;
                case '\n' or '\r':
                    _printer.Blank();
                    break;
            }
        }

        // There is no keyboard any more.
        _printer.Footer("");
    }

    private void Toggle()
    {
        Warn(null);
        if (_watch.IsOn)
            _watch.TurnOff();
        else if (!_watch.TurnOn())
            Warn(TimeProvider.System.CreateTimer(_ => Warn(null), null, WarningTime, Timeout.InfiniteTimeSpan));
        _printer.Footer(Line);
    }

    private void Warn(ITimer? timer)
    {
        var hasEnded = timer is null && _warning is not null;
        _warning?.Dispose();
        _warning = timer;
        if (hasEnded)
            _printer.Footer(Line);
    }

    /// <summary>The key inverted, what it does dim: as much as a person needs, and as little as keeps the eye on the lines.</summary>
    private string Key(char key, string effect) => _isColored ? $"\e[1;7m{key}\e[0m\e[2m {effect}\e[0m" : $"{key} {effect}";
}
