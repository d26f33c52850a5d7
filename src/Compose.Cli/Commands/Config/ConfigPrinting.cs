using System.Buffers;
using Compose.Cli.CommandLine;
using Compose.Cli.Context;
using Compose.Cli.Hosting;
using Compose.Files.Printing;
using Compose.Files.Yaml;

namespace Compose.Cli.Commands.Config;

/// <summary>The model as YAML or JSON, on standard output or into a file.</summary>
internal sealed class ConfigPrinting(Invocation call, ConfigOptions options, ProjectContext session)
{
    public int Print(YamlMapping tree)
    {
        var form = options.Format == "json" ? PrintForm.Json : PrintForm.Yaml;
        if (form == PrintForm.Json && JsonTreeWriter.FindUnsupported(tree) is { } infinite)
            return session.Reporter.Fail($"json: unsupported value: {infinite.Text}", "JSON has no infinities; use --format yaml");
        var text = new ArrayBufferWriter<byte>(64 * 1024);
        if (options.NoInterpolate)
            ConfigPrinter.PrintRaw(tree, form, session.Dialect, text);
        else
            ConfigPrinter.Print(tree, form, session.Dialect, text);

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
            using var file = File.Create(Path.GetFullPath(options.Output, call.Process.CurrentDirectory));
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

    private static void Write(ReadOnlySpan<byte> text, Stream stream)
    {
        stream.Write(text);
        stream.Flush();
    }
}
