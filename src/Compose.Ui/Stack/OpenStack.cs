using Compose.Execution;
using Compose.Host;

namespace Compose.Ui.Stack;

/// <summary>One project and what is known of it while a page looks.</summary>
internal sealed class OpenStack : IAsyncDisposable
{
    public OpenStack(StackOptions options, ProcessEnvironment environment, EngineSession engine)
    {
        Options = options;
        Watch = new StackWatch(options, environment, engine, Bulletin);
        Actions = new ActionRun(options, Bulletin);
        Viewers = new Audience(Watch.RunAsync);
        Readers = new Audience(new LogWatch(engine, () => Watch.Project, Ring).RunAsync);
    }

    public StackOptions Options { get; }
    public Bulletin Bulletin { get; } = new();
    public LogRing Ring { get; } = new();
    public StackWatch Watch { get; }
    public ActionRun Actions { get; }

    /// <summary>Those who see the documents.</summary>
    public Audience Viewers { get; }

    /// <summary>Those who see the lines of the logs.</summary>
    public Audience Readers { get; }

    public async ValueTask DisposeAsync()
    {
        await Viewers.DisposeAsync();
        await Readers.DisposeAsync();
    }
}
