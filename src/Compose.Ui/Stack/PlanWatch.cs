using System.Threading.Channels;
using Compose.Ui.Model;

namespace Compose.Ui.Stack;

/// <summary>The plan of the next `up` and what drifted, one question at a time and only after something has changed.</summary>
internal sealed class PlanWatch(StackOptions options, Bulletin bulletin)
{
    private static readonly TimeSpan Rest = TimeSpan.FromMilliseconds(150);
    private readonly Channel<bool> _asked =
        Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    public void Ask() => _asked.Writer.TryWrite(true);

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        while (await _asked.Reader.WaitToReadAsync(cancellationToken))
        {
            // Changes come in groups.
            await Task.Delay(Rest, TimeProvider.System, cancellationToken);
            _asked.Reader.TryRead(out _);
            var plan = await OwnProgram.DocumentAsync(options, ["plan"], cancellationToken);
            bulletin.Publish(new UiDocument("plan") { Plan = new PlanView(plan.Document, plan.Problem) });
            if (plan.Problem is not null || _asked.Reader.TryPeek(out _))
                continue;
            var drift = await OwnProgram.DocumentAsync(options, ["drift"], cancellationToken);
            bulletin.Publish(new UiDocument("drift") { Drift = new DriftView(drift.Document, drift.Problem) });
        }
    }
}
