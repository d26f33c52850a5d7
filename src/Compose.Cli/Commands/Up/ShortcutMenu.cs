using Compose.Cli.CommandLine;
using Compose.Cli.Context;
using Compose.Cli.Rendering.Logs;
using Compose.Cli.Terminals;
using Compose.Files.Environment;
using Compose.Host;

namespace Compose.Cli.Commands.Up;

/// <summary>The keys that do something while an attached `up` shows what its containers print, and the line below it that names them.</summary>
internal sealed class ShortcutMenu : IDisposable
{
    private readonly Terminal _terminal;
    private readonly LogPrinter _printer;
    private readonly Action _detach;
    private readonly KeyMode _keys;
    private readonly string _line;

    private ShortcutMenu(CommandContext run, LogPrinter printer, Action detach, KeyMode keys)
    {
        (_terminal, _printer, _detach, _keys) = (run.Terminal, printer, detach, keys);
        // The key inverted, what it does dim: as much as a person needs, and as little as keeps the eye on the lines.
        _line = run.Output.Output.IsColored ? "\e[1;7md\e[0m\e[2m Detach\e[0m" : "d Detach";
        _keys.OnVisible = isVisible => _printer.Footer(isVisible ? _line : "");
        _printer.Footer(_line);
    }

    /// <summary>Null where it is not wanted, or where there is nobody to press keys and see what happens.</summary>
    public static ShortcutMenu? Open(CommandContext run, AttachOptions options, LogPrinter printer, Action detach)
    {
        var wanted = options.Menu ?? (run.Environment[EnvironmentNames.Menu] is not { } said || GoValue.IsTruthy(said));
        var isSeen = run.Terminal.OutputIsTerminal && run.Output.Progress is ProgressMode.Terminal or ProgressMode.Quiet;
        return wanted && isSeen && KeyMode.Enter(run.Terminal) is { } keys ? new ShortcutMenu(run, printer, detach, keys) : null;
    }

    public void Dispose()
    {
        _keys.OnVisible = null;
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
                case '\n' or '\r':
                    _printer.Blank();
                    break;
            }
        }

        // There is no keyboard any more.
        _printer.Footer("");
    }
}
