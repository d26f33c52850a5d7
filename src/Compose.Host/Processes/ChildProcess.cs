using System.ComponentModel;
using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Compose.Host.Processes;

/// <summary>A program run by us. Every child process of the product starts here, and none outlives its owner unnoticed.</summary>
public sealed partial class ChildProcess : IDisposable, IAsyncDisposable
{
    private const int TerminateSignal = 15;
    private readonly Process _process;

    private ChildProcess(Process process) => _process = process;

    public int Id => _process.Id;

    /// <summary>What the child reads; only when its input is redirected.</summary>
    public Stream Input => _process.StandardInput.BaseStream;

    public Stream Output => _process.StandardOutput.BaseStream;

    public Stream Error => _process.StandardError.BaseStream;

    /// <summary>Looks a program up in the given <c>PATH</c>; null when it is not there.</summary>
    public static string? Find(string program, ProcessEnvironment environment)
    {
        var names = OperatingSystem.IsWindows() ? [program + ".exe", program + ".cmd", program] : new[] { program };
        return (environment[EnvironmentNames.Path] ?? "")
            .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .SelectMany(folder => names, Path.Combine)
            .FirstOrDefault(File.Exists);
    }

    /// <exception cref="IOException">The program cannot be started.</exception>
    public static ChildProcess Start(ChildStart start)
    {
        var info = new ProcessStartInfo(start.Program, start.Arguments)
        {
            UseShellExecute = false,
            RedirectStandardInput = start.RedirectInput,
            RedirectStandardOutput = start.RedirectOutput,
            RedirectStandardError = start.RedirectError,
            WorkingDirectory = start.WorkingDirectory ?? "",
        };
        // Docker passes these to its plugins. A child that is one as well (buildx) would believe that docker called it.
        var pluginVariables = info.Environment.Keys.Where(name => name.StartsWith(EnvironmentNames.PluginPrefix, StringComparison.Ordinal));
        foreach (var name in pluginVariables.ToList())
            info.Environment.Remove(name);

        foreach (var (name, value) in start.Environment)
            info.Environment[name] = value;

        var process = new Process { StartInfo = info };
        try
        {
#pragma warning disable RS0030 // the one place that the ban on starting processes points to
            process.Start();
#pragma warning restore RS0030
        }
        catch (Exception e) when (e is Win32Exception or InvalidOperationException)
        {
            process.Dispose();
            throw new IOException($"{start.Program} cannot be run: {e.Message}", e);
        }

        return new ChildProcess(process);
    }

    /// <summary>Runs a program to its end with this input, and returns what it printed.</summary>
    /// <exception cref="IOException">The program cannot be started.</exception>
    public static async Task<ChildResult> RunAsync(ChildStart start, ReadOnlyMemory<byte> input, CancellationToken cancellationToken)
    {
        var child = Start(start with { RedirectInput = true, RedirectOutput = true, RedirectError = true });
        await using (child.ConfigureAwait(false))
        {
            using var registration = cancellationToken.Register(child.Kill);
            using var output = new MemoryStream();
            using var error = new MemoryStream();
            var reading = Task.WhenAll(
                child.Output.CopyToAsync(output, cancellationToken), child.Error.CopyToAsync(error, cancellationToken));
            await FeedAsync(child.Input, input, cancellationToken).ConfigureAwait(false);
            await reading.ConfigureAwait(false);
            var exitCode = await child.WaitAsync(cancellationToken).ConfigureAwait(false);
            return new ChildResult(exitCode, output.ToArray(), error.ToArray());
        }
    }

    public async Task<int> WaitAsync(CancellationToken cancellationToken = default)
    {
        await _process.WaitForExitAsync(cancellationToken).ConfigureAwait(false);
        return _process.ExitCode;
    }

    /// <summary>Ends the child and what it has started; nothing happens when it has ended.</summary>
    public void Kill()
    {
        try
        {
            _process.Kill(entireProcessTree: true);
        }
        catch (Exception e) when (e is InvalidOperationException or Win32Exception or AggregateException)
        {
            // It has ended by itself.
        }
    }

    /// <summary>
    /// Asks the child and what it has started to end (SIGTERM); where there are no signals they are ended. A shell ends without its
    /// children, which could not be found any more then.
    /// </summary>
    public void Terminate()
    {
        var started = ProcessTree.Below(_process.Id);
        if (OperatingSystem.IsWindows() || kill(_process.Id, TerminateSignal) != 0)
            Kill();
        foreach (var process in started)
            _ = kill(process, TerminateSignal);
    }

    public void Dispose()
    {
        Kill();
        _process.Dispose();
    }

    public ValueTask DisposeAsync()
    {
        Dispose();
        return ValueTask.CompletedTask;
    }

    private static async Task FeedAsync(Stream target, ReadOnlyMemory<byte> input, CancellationToken cancellationToken)
    {
        try
        {
            await target.WriteAsync(input, cancellationToken).ConfigureAwait(false);
            await target.FlushAsync(cancellationToken).ConfigureAwait(false);
            await target.DisposeAsync().ConfigureAwait(false);
        }
        catch (IOException)
        {
            // It ended without reading its input; its exit code says what to make of that.
        }
    }

    [LibraryImport("libc")]
    private static partial int kill(int process, int signal);
}
