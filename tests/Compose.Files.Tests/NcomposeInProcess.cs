using System.Diagnostics;
using System.Text;
using Compose.Cli;
using Compose.Cli.Hosting;
using Compose.Cli.Terminals;
using Compose.Host;
using Compose.Testing.Processes;
using Compose.Testing.Specs;

namespace Compose.Files.Tests;

/// <summary>
/// The program as a user runs it, from its arguments to its two streams, but in this process: no start-up to pay, and many at once.
/// </summary>
internal static class NcomposeInProcess
{
    public static async Task<ProcessRun> RunAsync(SpecInvocation invocation, SpecWorkspace workspace, params string[] command)
    {
        var arguments = invocation.Arguments(command);
        using var input = new MemoryStream(Encoding.UTF8.GetBytes(invocation.Input));
        using var output = new MemoryStream();
        using var error = new MemoryStream();
        var surroundings = new ProcessContext(
            new Terminal(input, output, error), new ProcessEnvironment(invocation.Environment), workspace.Project);
        var clock = Stopwatch.StartNew();
        var exitCode = await Application.Run(arguments, surroundings);
        return new ProcessRun($"ncompose {string.Join(' ', arguments)}", exitCode, Text(output), Text(error), clock.Elapsed);
    }

    private static string Text(MemoryStream stream) => Encoding.UTF8.GetString(stream.GetBuffer(), 0, (int)stream.Length);
}
