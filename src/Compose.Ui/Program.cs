using System.Runtime.InteropServices;
using Compose.Execution;
using Compose.Execution.Tasks;
using Compose.Host;
using Compose.Host.Processes;
using Compose.Ui.Screens;
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
        await using var projects = new Projects(arguments.Stack, environment, engine);
        if (arguments.Json)
        {
            await PrintAsync(projects.Own, stop);
            return;
        }

        if (arguments.Terminal)
        {
            using var screen = new StackScreen(projects.Own);
            await screen.RunAsync(stop);
            return;
        }

        var tokens = new SessionTokens();
        var requests = new Requests(projects, tokens, new Streams(stop), new Shells(engine, stop));
        await using var server = await PageServer.StartAsync(arguments.Port, requests, stop);
        var address = $"http://127.0.0.1:{server.Port}/#{tokens.Token}";
        await Console.Out.WriteLineAsync(address);
        if (arguments.Open)
            OpenBrowser(address, environment);
        await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, stop);
    }

    private static async Task PrintAsync(OpenStack stack, CancellationToken cancellationToken)
    {
        using var seat = stack.Viewers.Enter();
        await using var output = Console.OpenStandardOutput();
        await foreach (var document in stack.Bulletin.ReadAsync(cancellationToken))
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
