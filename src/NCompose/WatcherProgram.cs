using System.Runtime.InteropServices;
using System.Text;
using Compose.Execution;
using Compose.Host;
using Compose.Host.Terminals;

namespace NCompose;

/// <summary>The watcher process: reads which stacks begin and end, and when the pipe ends removes those that are left.</summary>
internal static class WatcherProgram
{
    /// <summary>The engine may finish a call of the killed process after that has gone, so the stack is looked at again.</summary>
    private static readonly TimeSpan LookAgain = TimeSpan.FromSeconds(2);

    private static readonly PosixSignal[] Ignored = [PosixSignal.SIGINT, PosixSignal.SIGHUP, PosixSignal.SIGTERM, PosixSignal.SIGQUIT];

    private static async Task<int> Main(string[] arguments)
    {
        if (arguments is not [StackWatcher.Command])
            return 1;

        // Ctrl-C and the end of a terminal reach the watcher, too, and that is when it is needed.
        var signals = Ignored.Select(signal => PosixSignalRegistration.Create(signal, context => context.Cancel = true)).ToList();
        var left = ReadToEnd();
        foreach (var (project, engine) in left)
            await RemoveAsync(project, engine).ConfigureAwait(false);
        if (left.Count > 0)
            await Task.Delay(LookAgain, TimeProvider.System).ConfigureAwait(false);
        foreach (var (project, engine) in left)
            await RemoveAsync(project, engine).ConfigureAwait(false);
        signals.ForEach(signal => signal.Dispose());
        return 0;
    }

    private static Dictionary<string, string> ReadToEnd()
    {
        var stacks = new Dictionary<string, string>(StringComparer.Ordinal);
        using var lines = new StreamReader(new DescriptorStream(0, isOutput: false), Encoding.UTF8);
        while (lines.ReadLine() is { } line)
        {
            var words = line.Split(' ', 3);
            if (words is [StackWatcher.Begun, var begun, var engine])
                stacks[begun] = engine;
            else if (words is [StackWatcher.Removed, var removed, _])
                stacks.Remove(removed);
        }

        return stacks;
    }

    private static async Task RemoveAsync(string project, string engine)
    {
        var variables = ProcessEnvironment.OfProcess();
        if (engine.Length > 0)
            variables = variables.With(EnvironmentNames.Host, engine).With(EnvironmentNames.Context, "");
        var session = EngineSession.Open(variables);
        await using (session.ConfigureAwait(false))
        {
            try
            {
                await StackRemoval.RemoveAsync(project, variables, session, _ => { }, CancellationToken.None).ConfigureAwait(false);
            }
            catch (ComposeException)
            {
                // A watcher has no reader. The record of the stack stays, so the next start removes it.
            }
        }
    }
}
