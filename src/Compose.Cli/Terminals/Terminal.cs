using System.Text;
using Compose.Host.Terminals;

namespace Compose.Cli.Terminals;

/// <summary>
/// The three streams of the process and what is known of the window behind them. Everything that is printed goes through here, so a test
/// hands in memory streams and a size.
/// </summary>
internal sealed record Terminal(Stream Input, Stream Output, Stream Error)
{
    public bool InputIsTerminal { get; init; }
    public bool OutputIsTerminal { get; init; }
    public bool ErrorIsTerminal { get; init; }

    /// <summary>Asked each time, because a window changes its size.</summary>
    public Func<(int Width, int Height)> Size { get; init; } = () => (80, 24);

    public static Terminal OfProcess() => new(
        Standard(0, Console.OpenStandardInput), Standard(1, Console.OpenStandardOutput),
        new DispensableOutput(Standard(2, Console.OpenStandardError)))
    {
        InputIsTerminal = !Console.IsInputRedirected,
        OutputIsTerminal = !Console.IsOutputRedirected,
        ErrorIsTerminal = !Console.IsErrorRedirected,
        Size = MeasureWindow,
    };

    /// <summary>Standard input to its end.</summary>
    public byte[] ReadInput()
    {
        using var content = new MemoryStream();
        Input.CopyTo(content);
        return content.ToArray();
    }

    /// <summary>On a terminal without control characters, see <see cref="TerminalText"/>; elsewhere as it is.</summary>
    public void Print(string text, bool isStyled = false) => Write(Output, OutputIsTerminal ? TerminalText.Clean(text, isStyled) : text);

    public void PrintLine(string text, bool isStyled = false) => Print(text + "\n", isStyled);

    /// <summary>A line on standard output that a run can do without: no data, and not what the command is for.</summary>
    public void Remark(string text) => Write(new DispensableOutput(Output), (OutputIsTerminal ? TerminalText.Clean(text) : text) + "\n");

    public void Report(string text, bool isStyled = false) => Write(Error, ErrorIsTerminal ? TerminalText.Clean(text, isStyled) : text);

    public void ReportLine(string text, bool isStyled = false) => Report(text + "\n", isStyled);

    /// <summary>What moves the cursor: the caller has cleaned what is not its own.</summary>
    public void Draw(string text) => Write(Output, text);

    private static void Write(Stream stream, string text)
    {
        stream.Write(Encoding.UTF8.GetBytes(text));
        stream.Flush();
    }

    private static Stream Standard(int descriptor, Func<Stream> console) =>
        OperatingSystem.IsWindows() ? console() : new DescriptorStream(descriptor, isOutput: descriptor > 0);

    private static (int Width, int Height) MeasureWindow()
    {
        if (OperatingSystem.IsLinux())
            return (NativeTerminal.WindowOf(1) ?? NativeTerminal.WindowOf(2) ?? NativeTerminal.WindowOf(0)) is var (rows, columns)
                ? (columns, rows) : (80, 24);
        try
        {
            return Console.WindowWidth > 0 ? (Console.WindowWidth, Console.WindowHeight) : (80, 24);
        }
        catch (IOException)
        {
            // No window behind any of the streams: the size that programs assume.
            return (80, 24);
        }
    }
}
