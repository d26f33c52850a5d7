using System.Text;
using Compose.Host.Terminals;

namespace Compose.Cli.Terminals;

/// <summary>A stream for text: what goes to a terminal has no control characters of others, see <see cref="TerminalText"/>.</summary>
internal readonly record struct TextOutput(Stream Stream, bool IsTerminal)
{
    public void Write(string text)
    {
        Stream.Write(Encoding.UTF8.GetBytes(IsTerminal ? TerminalText.Clean(text, isStyled: true) : text));
        Stream.Flush();
    }
}
