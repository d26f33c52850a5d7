using System.Text;
using Compose.Cli.CommandLine;
using Compose.Cli.Rendering.Logs;
using Compose.Cli.Rendering.Progress;
using Compose.Cli.Terminals;
using Compose.Execution.Scheduling;
using Compose.Planning.Operations;
using Compose.Planning.Plans;
using FluentAssertions;
using Xunit;

namespace Compose.Cli.Tests;

/// <summary>The list of an attached `up` ends where the output of the containers begins.</summary>
public sealed class AttachedProgressTests : IDisposable
{
    private static readonly ContainerTarget Db = new(new ContainerRef.Existing("1"), "db", 1, "demo-db-1");
    private static readonly ContainerTarget Web = new(new ContainerRef.Existing("2"), "web", 1, "demo-web-1");
    private static readonly Step Pull = new(new StepId(0), new Operation.PullImage("demo/web", null, ["web"], false), [], []);
    private static readonly Step Remove = new(new StepId(1), new Operation.RemoveContainer(Web, false, false), [], [])
    { Group = new StepGroup(StepGroup.Recreate, "demo-web-1") };
    private static readonly Step StartDb = new(new StepId(2), new Operation.StartContainer(Db), [], []);
    private static readonly Step Wait = new(
        new StepId(3), new Operation.AwaitCondition(Db, AwaitedCondition.Healthy, true, ["web", "worker"], null), [], [StartDb.Id]);
    private static readonly Step StartWeb = new(new StepId(4), new Operation.StartContainer(Web), [], [Wait.Id]);

    private readonly MemoryStream _screen = new();
    private readonly LogPrinter _printer;
    private readonly IProgressView _list;
    private readonly AttachedProgress _view;

    public AttachedProgressTests()
    {
        var terminal = new Terminal(Stream.Null, _screen, _screen) { Size = () => (60, 20) };
        _printer = new LogPrinter(terminal, new LogStyle(Prefix: true, Color: false, SplitErrors: true, Timestamps: null));
        _list = ProgressViews.Open(
            "up", terminal, OutputSettings.Default(terminal) with { Progress = ProgressMode.Terminal }, TimeProvider.System,
            tellsStarts: false);
        _view = new AttachedProgress(_list, _printer, name => name["demo-".Length..], isInLog: true);
        _printer.OnFirst = () =>
        {
            _list.Dispose();
            terminal.PrintLine("Attaching");
        };
    }

    [Fact]
    public void The_list_ends_when_everything_is_created_and_waits_are_lines_of_the_log()
    {
        Run(new Plan([Pull with { Operation = new Operation.RemoveVolume("v", false) }, StartDb, Wait, StartWeb]),
            Started(Pull with { Operation = new Operation.RemoveVolume("v", false) }),
            Done(Pull with { Operation = new Operation.RemoveVolume("v", false) }),
            Started(StartDb), Done(StartDb), Started(Wait));
        Print("db-1", "I am up");
        Run(Done(Wait), Started(StartWeb), Done(StartWeb));

        Lines().Should()
            .Equal("[+] up 1/1", " ✔ Volume v Removed", "Attaching", "web, worker waiting for db-1 to be healthy", "db-1  | I am up",
                "db-1 is healthy");
    }

    [Fact]
    public void A_container_that_writes_earlier_ends_the_list_without_rows_that_are_not_done()
    {
        Run(new Plan([Pull, StartDb, Wait]), Started(Pull), Started(StartDb), Done(StartDb));
        Print("db-1", "I am up");
        Run(Done(Pull));

        Lines().Should().Equal("Attaching", "db-1  | I am up", "Image demo/web Pulled");
    }

    [Fact]
    public void A_container_that_is_recreated_is_done_when_the_new_one_starts()
    {
        Run(new Plan([Remove, StartWeb]), Started(Remove), Started(StartWeb));

        Lines().Should().Equal("[+] up 1/1", " ✔ Container demo-web-1 Recreated", "Attaching");
    }

    public void Dispose()
    {
        _view.Dispose();
        _screen.Dispose();
    }

    private void Run(Plan plan, params ProgressEvent[] events) => Run([new ProgressEvent.PlanStarted(plan), .. events]);

    private void Run(params ProgressEvent[] events)
    {
        foreach (var happened in events)
            _view.On(happened);
    }

    private static ProgressEvent.Started Started(Step step) => new(step);

    private static ProgressEvent.Finished Done(Step step) => new(step, new StepOutcome.Done(), TimeSpan.Zero);

    private void Print(string container, string line)
    {
        _printer.Line(container, isError: false, Encoding.UTF8.GetBytes(line));
        _printer.Flush();
    }

    /// <summary>What the screen shows at the end, without the timers of the rows.</summary>
    private List<string> Lines() =>
        [.. ProgressTests.Screen(Encoding.UTF8.GetString(_screen.ToArray()))
            .Select(line => line.EndsWith('s') && line[1] == '✔' ? line[..line.LastIndexOf(' ')].TrimEnd() : line)];
}
