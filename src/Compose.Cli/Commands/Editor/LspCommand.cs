using Compose.Cli.CommandLine;
using Compose.Host.Processes;

namespace Compose.Cli.Commands.Editor;

/// <summary>`lsp`: the language server. Another program is it, so that this one stays small; it gets this one's streams.</summary>
internal static class LspCommand
{
    public const string Description = "Be a language server for editors, over standard input and output";
    private const string Name = "ncompose-lsp";

    public static CommandSpec Build()
    {
        var stdio = Flag.Switch("--stdio", null, "Speak over standard input and output, which is the only way");
        return new CommandSpec("lsp", Description)
        {
            KnowsSwarm = true,
            OperandRule = OperandRule.None,
            Examples =
            [
                new("The server as an editor starts it", "ncompose lsp"),
                new("For a project whose files are not found by name", "ncompose -f base.yaml -f site.yaml lsp"),
            ],
            Run = RunAsync,
        }.With(stdio);
    }

    private static async Task<int> RunAsync(Invocation call)
    {
        if (Find(call) is not { } program)
            return Fail(call, $"{Name} is neither beside ncompose nor on PATH");
        if (call.Global.Files.Contains("-"))
            return Fail(call, "standard input is the editor's, so no compose file can come from there");
        await using var server = ChildProcess.Start(new ChildStart(program, [.. GlobalArguments.Of(call.Global)])
        {
            WorkingDirectory = call.Process.CurrentDirectory,
        });
        return await server.WaitAsync();
    }

    private static int Fail(Invocation call, string reason)
    {
        call.Terminal.ReportLine(reason);
        return Hosting.ExitCodes.Failure;
    }

    private static string? Find(Invocation call)
    {
        var beside = Path.Combine(
            Path.GetDirectoryName(System.Environment.ProcessPath) ?? "", OperatingSystem.IsWindows() ? Name + ".exe" : Name);
        return File.Exists(beside) ? beside : ChildProcess.Find(Name, call.Process.Variables);
    }
}
