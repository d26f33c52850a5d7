using System.Text.Json;
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
            var plan = await AskAsync("plan", cancellationToken);
            bulletin.Publish(new UiDocument("plan") { Plan = new PlanView(plan.Document, plan.Problem) });
            if (plan.Problem is not null || _asked.Reader.TryPeek(out _))
                continue;
            var drift = await AskAsync("drift", cancellationToken);
            bulletin.Publish(new UiDocument("drift") { Drift = new DriftView(drift.Document, drift.Problem) });
        }
    }

    private async Task<(JsonElement? Document, string? Problem)> AskAsync(string command, CancellationToken cancellationToken)
    {
        var (_, output, error) = await OwnProgram.RunAsync(options, [command, "--json"], cancellationToken);
        try
        {
            using var document = JsonDocument.Parse(output);
            return (document.RootElement.Clone(), null);
        }
        catch (JsonException)
        {
            // Files with errors have no plan; standard error says which.
            return (null, error);
        }
    }
}
