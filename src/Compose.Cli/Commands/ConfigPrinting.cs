using System.Buffers;
using Compose.Cli.CommandLine;
using Compose.Cli.Options;
using Compose.Files.Printing;
using Compose.Files.Yaml;

namespace Compose.Cli.Commands;

/// <summary>The model as YAML or JSON, on standard output or into a file.</summary>
sealed class ConfigPrinting(Invocation call, ConfigOptions options, Session session)
{
    public int Print(YamlMapping tree)
    {
        var text = new ArrayBufferWriter<byte>(64 * 1024);
        if (options.Format == "json")
        {
            var arranged = options.NoInterpolate ? ConfigTree.ArrangeRaw(tree, PrintForm.Json) : ConfigTree.Arrange(tree, PrintForm.Json, session.Dialect);
            if (JsonTreeWriter.FindUnsupported(arranged) is { } infinite)
                return session.Reporter.Fail($"json: unsupported value: {infinite.Text}", "JSON has no infinities; use --format yaml");
            JsonTreeWriter.Write(arranged, text);
        }
        else
        {
            var arranged = options.NoInterpolate ? ConfigTree.ArrangeRaw(tree, PrintForm.Yaml) : ConfigTree.Arrange(tree, PrintForm.Yaml, session.Dialect);
            YamlWriter.Write(arranged, text, session.Dialect);
        }

        if (options.Output.Length == 0)
        {
            Write(text.WrittenSpan, call.Terminal.Output);
            return ExitCodes.Success;
        }

        return WriteFile(text.WrittenSpan);
    }

    private int WriteFile(ReadOnlySpan<byte> text)
    {
        try
        {
            using var file = File.Create(Path.GetFullPath(options.Output, call.Surroundings.CurrentDirectory));
            Write(text, file);
            return ExitCodes.Success;
        }
        catch (Exception refusal) when (refusal is IOException or UnauthorizedAccessException)
        {
            // The user's file, not ours: a folder that is not there, no right to write.
            var reason = refusal switch
            {
                DirectoryNotFoundException => "no such file or directory",
                UnauthorizedAccessException when Directory.Exists(options.Output) => "is a directory",
                UnauthorizedAccessException => "permission denied",
                _ => refusal.Message,
            };
            return session.Reporter.Fail($"open {options.Output}: {reason}");
        }
    }

    /// <summary>What was interpolated once must not be again when the output is loaded: every `$` is doubled.</summary>
    private void Write(ReadOnlySpan<byte> text, Stream stream)
    {
        while (!options.NoInterpolate && text.IndexOf((byte)'$') is var dollar and >= 0)
        {
            stream.Write(text[..(dollar + 1)]);
            stream.Write("$"u8);
            text = text[(dollar + 1)..];
        }

        stream.Write(text);
        stream.Flush();
    }
}
