using System.Buffers;
using Compose.Files.Yaml;

namespace Compose.Files.Printing;

/// <summary>The text that `config` prints.</summary>
public static class ConfigPrinter
{
    /// <summary>A final tree. Every <c>$</c> is doubled, so that what is printed can be read again and means the same.</summary>
    public static void Print(YamlMapping tree, PrintForm form, Dialect dialect, IBufferWriter<byte> output)
    {
        var text = new ArrayBufferWriter<byte>(4096);
        Write(ConfigTree.Arrange(tree, form, dialect), form, dialect, text);
        DoubleDollars(text.WrittenSpan, output);
    }

    /// <summary>A tree whose variables are still in it (--no-interpolate): all of it, sorted, as it is.</summary>
    public static void PrintRaw(YamlMapping tree, PrintForm form, Dialect dialect, IBufferWriter<byte> output) =>
        Write(ConfigTree.ArrangeRaw(tree, form), form, dialect, output);

    private static void Write(YamlNode tree, PrintForm form, Dialect dialect, IBufferWriter<byte> output)
    {
        if (form == PrintForm.Json)
            JsonTreeWriter.Write(tree, output);
        else
            YamlWriter.Write(tree, output, dialect);
    }

    private static void DoubleDollars(ReadOnlySpan<byte> text, IBufferWriter<byte> output)
    {
        while (text.IndexOf((byte)'$') is var at and >= 0)
        {
            output.Write(text[..(at + 1)]);
            output.Write("$"u8);
            text = text[(at + 1)..];
        }

        output.Write(text);
    }
}
