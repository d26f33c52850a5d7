using System.Runtime.InteropServices;
using Compose.Execution;
using Compose.Execution.Tasks;
using Compose.Host;
using Compose.Host.Processes;
using Compose.Ui.Serving;
using Compose.Ui.Stack;

namespace Compose.Ui;

internal static class Program
{
    private static readonly string[] Openers = ["xdg-open", "open", "wslview"];

    private static async Task<int> Main(string[] words)
    {
        // The build asks whether the program runs.
        if (words is ["version"])
            return 0;
        if (UiArguments.Parse(words, Environment.CurrentDirectory) is not { } arguments)
        {
            await Console.Error.WriteLineAsync("ncompose-ui is started by `ncompose ui`, which makes its command line.");
            return 1;
        }

        using var stop = new CancellationTokenSource();
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
        using var termination = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
        try
        {
            using var tasks = new TaskGroup(stop.Token);
            tasks.Add(token => RunAsync(arguments, token));
            if (arguments.WithParent)
                tasks.Add(UntilParentEndsAsync);
            await tasks.WaitAsync();
            return 0;

            async Task UntilParentEndsAsync(CancellationToken cancellationToken)
            {
                await Console.OpenStandardInput().CopyToAsync(Stream.Null, cancellationToken);
                await stop.CancelAsync();
            }
        }
        catch (Exception failure) when (failure is IOException or ReportedFailure)
        {
            // The port is in use, or the engine's address is wrong.
            await Console.Error.WriteLineAsync((failure as ReportedFailure)?.Sentence ?? failure.Message);
            return 1;
        }

        void Stop(PosixSignalContext context)
        {
            context.Cancel = true;
            stop.Cancel();
        }
    }

    private static async Task RunAsync(UiArguments arguments, CancellationToken stop)
    {
        var environment = ProcessEnvironment.OfProcess();
        await using var engine = EngineSession.Open(environment);
        var (bulletin, ring, tokens) = (new Bulletin(), new LogRing(), new SessionTokens());
        var watch = new StackWatch(arguments.Stack, environment, engine, bulletin);
        await using var stack = new Audience(watch.RunAsync);
        await using var logs = new Audience(new LogWatch(engine, () => watch.Project, ring).RunAsync);
        if (arguments.Json)
        {
            await PrintAsync(bulletin, stack, stop);
            return;
        }

        var streams = new Streams(bulletin, stack, ring, logs, stop);
        var requests = new Requests(arguments.Stack, tokens, watch, new ActionRun(arguments.Stack, bulletin), streams);
        await using var server = await PageServer.StartAsync(arguments.Port, requests, stop);
        var address = $"http://127.0.0.1:{server.Port}/#{tokens.Token}";
        await Console.Out.WriteLineAsync(address);
        if (arguments.Open)
            OpenBrowser(address, environment);
        await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, stop);
    }

    private static async Task PrintAsync(Bulletin bulletin, Audience stack, CancellationToken cancellationToken)
    {
        using var seat = stack.Enter();
        await using var output = Console.OpenStandardOutput();
        await foreach (var document in bulletin.ReadAsync(cancellationToken))
        {
            await output.WriteAsync(document, cancellationToken);
            await output.WriteAsync("\n"u8.ToArray(), cancellationToken);
            await output.FlushAsync(cancellationToken);
        }
    }

    private static void OpenBrowser(string address, ProcessEnvironment environment)
    {
        var openers = Openers.Select(program => ChildProcess.Find(program, environment));
        if (openers.OfType<string>().FirstOrDefault() is { } opener)
            ChildProcess.Start(new ChildStart(opener, [address]) { RedirectOutput = true, RedirectError = true });
        else
            Console.Error.WriteLine("no program here opens a browser; open the address yourself");
    }
}
