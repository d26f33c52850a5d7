using System.Globalization;
using Compose.Engine;
using Compose.Engine.Errors;
using Compose.Engine.Gaps;
using Compose.Planning.Swarm.Desired;
using Docker.DotNet.Models;

namespace Compose.Execution.Stacks;

/// <summary>
/// One run at a time on one stack, whatever machine it is on: a config of the swarm, whose name only one can have. The owner renews it, so
/// each renewal gives it another version; one whose version stays the same belongs to a run that has been killed.
/// </summary>
public sealed class StackLock : IAsyncDisposable
{
    private const string Owner = "ncompose.lock.owner";
    private const string Renewals = "ncompose.lock.renewals";
    internal static readonly TimeSpan RenewEvery = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan LookAgain = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(20);

    private readonly EngineClient _engine;
    private readonly string _id;
    private readonly CancellationTokenSource _end = new();
    private readonly Task _renewal;

    private StackLock(EngineClient engine, string id, TimeProvider clock)
    {
        (_engine, _id) = (engine, id);
        _renewal = RenewAsync(clock);
    }

    /// <summary>Waits until no other run has it; <paramref name="say"/> is told once which one has.</summary>
    internal static async Task<StackLock> TakeAsync(
        EngineClient engine, string stack, StackLockOwner owner, Action<string> say, TimeProvider clock,
        CancellationToken cancellationToken)
    {
        var spec = Spec(stack, owner);
        var (told, version, since) = ("", 0UL, clock.GetTimestamp());
        while (true)
        {
            try
            {
                return new StackLock(engine, await engine.CreateConfigAsync(spec, CancellationToken.None), clock);
            }
            catch (EngineError error) when (error.Kind == EngineErrorKind.Conflict)
            {
                // Another run has it, or has been killed with it.
            }

            if (await FindAsync(engine, spec.Name!, cancellationToken) is not { } held)
                continue;
            if (held.Version?.Index != version)
                (version, since) = (held.Version?.Index ?? 0, clock.GetTimestamp());
            if (TokenOf(held) == owner.Dead || clock.GetElapsedTime(since) > Longest)
            {
                // By its id: another run may have taken its place.
                await StackRemoval.GoneAsync(engine.RemoveConfigAsync(held.ID, CancellationToken.None));
                say(new HeldLock(held, stack, Label(held, Owner)).Abandoned);
                continue;
            }

            if (told != held.ID)
                say(new HeldLock(held, stack, Label(held, Owner)).Waiting);
            told = held.ID;
            await Task.Delay(LookAgain, clock, cancellationToken);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        await _renewal;
        _end.Dispose();
        try
        {
            await StackRemoval.GoneAsync(_engine.RemoveConfigAsync(_id, CancellationToken.None));
        }
        catch (EngineError)
        {
            // The swarm does not answer. The lock is no longer renewed, so the next run takes it.
        }
    }

    private static SwarmConfigSpec Spec(string stack, StackLockOwner owner) => new()
    {
        Name = $"{stack}.ncompose.lock",
        Labels = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            [StackLabels.Namespace] = stack,
            [StackLabels.Lock] = owner.Token,
            [Owner] = $"`ncompose {owner.Command}` of {owner.Name}",
        },
        Data = "lock"u8.ToArray(),
    };

    private async Task RenewAsync(TimeProvider clock)
    {
        for (var count = 1; !_end.IsCancellationRequested; count++)
        {
            await Task.Delay(RenewEvery, clock, _end.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (_end.IsCancellationRequested)
                return;
            try
            {
                var held = await _engine.InspectConfigAsync(_id, _end.Token);
                held.Spec.Labels![Renewals] = count.ToString(CultureInfo.InvariantCulture);
                await _engine.UpdateConfigAsync(_id, held.Version?.Index ?? 0, held.Spec, _end.Token);
            }
            catch (Exception error) when (error is EngineError or OperationCanceledException)
            {
                // Renewed the next time; when the swarm does not answer, no other run can take the lock either.
            }
        }
    }

    private static async Task<SwarmConfig?> FindAsync(EngineClient engine, string name, CancellationToken cancellationToken)
    {
        try
        {
            return await engine.InspectConfigAsync(name, cancellationToken);
        }
        catch (EngineError error) when (error.Kind == EngineErrorKind.NotFound)
        {
            return null;
        }
    }

    private static string TokenOf(SwarmConfig config) => Label(config, StackLabels.Lock);

    private static string Label(SwarmConfig config, string name) =>
        config.Spec.Labels is { } labels && labels.TryGetValue(name, out var text) ? text : "";
}
