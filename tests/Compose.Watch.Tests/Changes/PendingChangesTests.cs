using System.Diagnostics;
using Compose.Testing;
using Compose.Watch.Changes;
using FluentAssertions;
using Xunit;

namespace Compose.Watch.Tests.Changes;

public sealed class PendingChangesTests : IDisposable
{
    private readonly WatchedProject _project = new();
    private readonly ManualTime _time = new();
    private readonly PendingChanges _pending;

    public PendingChangesTests()
    {
        _project.Write("src/a");
        Directory.CreateDirectory(_project.At(".git"));
        var set = _project.Rules("- {path: ./src, action: sync, target: /app, ignore: ['*.log']}");
        _pending = new PendingChanges(set, GitLocks.Of(set.Rules.Select(rule => rule.Root), _time), new ChangeFeedOptions { Time = _time });
    }

    private string GitLock => _project.At(".git/index.lock");

    public void Dispose()
    {
        _pending.Dispose();
        _project.Dispose();
    }

    [Fact]
    public async Task A_batch_is_due_after_ten_quiet_milliseconds()
    {
        Change("src/a");
        var batch = Take();
        await PassAsync(6, batch);
        Change("src/b");
        await PassAsync(6, batch);
        batch.IsCompleted.Should().BeFalse("the second change was six milliseconds ago");
        await PassAsync(4, batch);
        (await batch).Paths.Should().Equal(_project.At("src/a"), _project.At("src/b"));
    }

    [Fact]
    public async Task A_batch_is_due_after_fifty_milliseconds_though_changes_go_on()
    {
        Change("src/a");
        var batch = Take();
        for (var passed = 0; passed < 48; passed += 6)
        {
            batch.IsCompleted.Should().BeFalse();
            await PassAsync(6, batch);
            Change("src/a");
        }

        await PassAsync(2, batch);
        (await batch).FirstSeen.Should().Be(_time.GetUtcNow() - TimeSpan.FromMilliseconds(50));
    }

    [Fact]
    public async Task Paths_without_a_rule_delay_nothing()
    {
        Change("src/a");
        var batch = Take();
        await PassAsync(9, batch);
        Change("src/busy.log");
        await PassAsync(1, batch);
        (await batch).Paths.Should().Equal(_project.At("src/a"));
    }

    [Fact]
    public async Task A_batch_grows_while_git_holds_its_lock()
    {
        HoldLock(_time.GetUtcNow());
        Change("src/a");
        var batch = Take();
        await PassAsync(500, batch);
        batch.IsCompleted.Should().BeFalse();
        Change("src/b");
        File.Delete(GitLock);
        await PassAsync(20, batch);
        (await batch).Paths.Should().HaveCount(2);
    }

    [Fact]
    public async Task A_lock_of_git_holds_a_batch_for_two_seconds_at_most()
    {
        HoldLock(_time.GetUtcNow());
        Change("src/a");
        var batch = Take();
        await PassAsync(1990, batch);
        batch.IsCompleted.Should().BeFalse();
        await PassAsync(10, batch);
        (await batch).Paths.Should().HaveCount(1);
    }

    [Fact]
    public async Task A_lock_that_a_killed_git_left_holds_nothing()
    {
        HoldLock(_time.GetUtcNow() - TimeSpan.FromMinutes(1));
        Change("src/a");
        var batch = Take();
        await PassAsync(10, batch);
        (await batch).Paths.Should().HaveCount(1);
    }

    [Fact]
    public async Task Folders_to_rescan_are_named_once_and_a_gone_folder_is_a_path_too()
    {
        _pending.ChangedBelow(_project.At("src/dir"));
        _pending.ChangedBelow(_project.At("src/dir/below"));
        _pending.ChangedBelow(_project.At("elsewhere"));
        var batch = Take();
        await PassAsync(10, batch);
        (await batch).RescanRoots.Should().Equal(_project.At("src/dir"));
        (await batch).Paths.Should().Equal(_project.At("src/dir"), _project.At("src/dir/below"));
    }

    [Fact]
    public async Task A_reader_that_was_cancelled_leaves_the_changes_to_the_next()
    {
        Change("src/a");
        using var end = new CancellationTokenSource();
        var first = _pending.TakeAsync(end.Token).AsTask();
        await end.CancelAsync();
        await FluentActions.Awaiting(() => first).Should().ThrowAsync<OperationCanceledException>();
        var batch = Take();
        await PassAsync(10, batch);
        (await batch).Paths.Should().HaveCount(1);
    }

    private void HoldLock(DateTimeOffset since)
    {
        File.WriteAllText(GitLock, "");
        File.SetLastWriteTimeUtc(GitLock, since.UtcDateTime);
    }

    private void Change(string name) => _pending.Changed(_project.At(name));

    private Task<ChangeBatch> Take() => _pending.TakeAsync(CancellationToken.None).AsTask();

    /// <summary>The reader waits with a timer: time passes in the steps that it waits for.</summary>
    private async Task PassAsync(int milliseconds, Task reading)
    {
        for (var passed = 0; passed < milliseconds; passed++)
        {
            await WaitsAsync(reading);
            _time.Advance(TimeSpan.FromMilliseconds(1));
        }

        await WaitsAsync(reading);
    }

    /// <summary>Until the reader waits again or has its batch.</summary>
    private async Task WaitsAsync(Task reading)
    {
        for (var begin = Stopwatch.StartNew(); _time.WaitingTimers == 0 && !reading.IsCompleted; await Task.Yield())
            begin.Elapsed.Should().BeLessThan(TimeSpan.FromMinutes(1));
    }
}
