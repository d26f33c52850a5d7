using System.Diagnostics;
using System.Globalization;
using Compose.Testing;
using Compose.Watch.Changes;
using Compose.Watch.Rules;
using FluentAssertions;
using Xunit;

namespace Compose.Watch.Tests.Changes;

public sealed class ChangeFeedTests : IDisposable
{
    private readonly WatchedProject _project = new();

    public void Dispose() => _project.Dispose();

    [Fact]
    public async Task Folders_in_which_nothing_can_match_are_not_watched()
    {
        for (var number = 0; number < 10; number++)
            _project.Write($"src/node_modules/pack{number}/index.js").Write($"src/lib{number}/a.ts");
        await using var feed = ChangeFeed.Start(Rules(", ignore: [node_modules]"), new ChangeFeedOptions());
        var above = _project.Folder.Count(c => c == '/') + 1;
        feed.WatchCount.Should().Be(above + 11, "the root, ten folders in it, and the folders above it are watched");
    }

    [Fact]
    public async Task A_root_that_comes_later_is_watched_with_all_that_is_in_it()
    {
        await using var follower = Follow(Rules());
        _project.Write("src/deep/er/a", "one");
        await HoldsAsync(follower, "deep/er/a", "one");
        _project.Write("src/deep/er/a", "two");
        await HoldsAsync(follower, "deep/er/a", "two");
    }

    [Fact]
    public async Task A_root_below_missing_folders_is_watched_when_they_come()
    {
        var set = _project.Rules("- {path: ./x/y/src, action: sync, target: /app}");
        await using var follower = Follow(set);
        _project.Write("x/y/src/a", "one");
        await HoldsAsync(follower, "a", "one");
        Directory.Move(_project.At("x"), _project.At("z"));
        await IsGoneAsync(follower, "a");
        Directory.Move(_project.At("z"), _project.At("x"));
        await HoldsAsync(follower, "a", "one");
        _project.Write("x/y/src/a", "two");
        await HoldsAsync(follower, "a", "two");
    }

    [Fact]
    public async Task A_single_file_is_watched_through_all_ways_to_save_it()
    {
        _project.Write("app.conf", "one");
        var set = _project.Rules("- {path: app.conf, action: sync, target: /app/conf}");
        await using var follower = Follow(set);
        await HoldsAsync(follower, "conf", "one");
        _project.Write("app.conf", "two");
        await HoldsAsync(follower, "conf", "two");
        _project.Write("app.new", "three");
        File.Move(_project.At("app.new"), _project.At("app.conf"), overwrite: true);
        await HoldsAsync(follower, "conf", "three");
        File.Delete(_project.At("app.conf"));
        await IsGoneAsync(follower, "conf");
        _project.Write("app.conf", "four");
        await HoldsAsync(follower, "conf", "four");
    }

    [Fact]
    public async Task A_checkout_of_5000_files_is_one_batch()
    {
        await GitAsync("init", "-q", "-b", "one");
        WriteMany("first");
        await GitAsync("add", ".");
        await GitAsync("-c", "user.name=a", "-c", "user.email=a@b", "commit", "-qm", "one");
        await GitAsync("checkout", "-q", "-b", "two");
        WriteMany("second");
        await GitAsync("-c", "user.name=a", "-c", "user.email=a@b", "commit", "-qam", "two");
        // The machine may be slow, so its clock is, too.
        await using var follower = Follow(Rules(), new ChangeFeedOptions { Time = new SlowTime() });
        await GitAsync("checkout", "-q", "one");
        await HoldsAsync(follower, "d0/f0", "first");
        await HoldsAsync(follower, "d49/f99", "first");
        lock (follower.Batches)
            follower.Batches.Should().ContainSingle().Which.Paths.Count.Should().BeGreaterThanOrEqualTo(5000);

        void WriteMany(string text)
        {
            for (var number = 0; number < 5000; number++)
                _project.Write($"src/d{number / 100}/f{number % 100}", text);
        }
    }

    [Fact]
    public async Task A_full_queue_of_the_kernel_ends_in_a_rescan()
    {
        _project.Write("src/a");
        var set = Rules();
        using var receiver = new SlowReceiver();
        var polling = new PollingSource(set, receiver, TimeSpan.FromMinutes(5), TimeProvider.System);
        await using var source = new InotifySource(set, [_project.At("src")], receiver, polling);
        source.Start();
        var limit = int.Parse(File.ReadAllText("/proc/sys/fs/inotify/max_queued_events"), CultureInfo.InvariantCulture);

        // One event that a file is made, at least one for its content and one for its end.
        for (var number = 0; number < (limit / 2) + 2000; number++)
            File.WriteAllText(_project.At($"src/{number}"), "x");
        receiver.Rescans.Should().BeEmpty();
        receiver.Go();
        await Eventually.UntilAsync(() => receiver.Rescans.Contains(_project.At("src")), "the root is rescanned");
    }

    [Fact]
    public async Task Polling_finds_what_changes_comes_and_goes()
    {
        _project.Write("src/a", "one").Write("src/sub/b", "one");
        await using var follower = Follow(Rules(), new ChangeFeedOptions { Poll = TimeSpan.FromMilliseconds(50) });
        follower.WatchCount.Should().Be(0);
        await HoldsAsync(follower, "a", "one");
        _project.Write("src/a", "two").Write("src/new/c", "three");
        Directory.Delete(_project.At("src/sub"), recursive: true);
        await HoldsAsync(follower, "a", "two");
        await HoldsAsync(follower, "new/c", "three");
        await IsGoneAsync(follower, "sub");
    }

    [Fact]
    public async Task A_machine_that_was_suspended_rescans_all_roots()
    {
        _project.Write("src/a");
        var time = new SuspendedTime();
        await using var feed = ChangeFeed.Start(Rules(), new ChangeFeedOptions { Time = time });
        time.Pause = TimeSpan.FromHours(1);
        time.Manual.Advance(TimeSpan.FromSeconds(20));
        await using var batches = feed.ReadAsync(CancellationToken.None).GetAsyncEnumerator();
        var next = batches.MoveNextAsync().AsTask();
        await Eventually.UntilAsync(
            () => { time.Manual.Advance(TimeSpan.FromMilliseconds(10)); return next.IsCompleted; }, "a batch comes");
        batches.Current.RescanRoots.Should().Equal(_project.At("src"));
    }

    [Fact]
    public async Task A_save_reaches_the_follower_soon_although_a_log_in_the_tree_is_busy()
    {
        _project.Write("src/a");
        await using var follower = Follow(Rules(", ignore: ['*.log']"));
        using var end = new CancellationTokenSource();
        var logging = Task.Run(async () =>
        {
            using var pace = new PeriodicTimer(TimeSpan.FromMilliseconds(2));
            while (!end.IsCancellationRequested && await pace.WaitForNextTickAsync())
                File.AppendAllText(_project.At("src/busy.log"), "line\n");
        });
        var clock = Stopwatch.StartNew();
        for (var number = 0; number < 10; number++)
        {
            _project.Write("src/a", $"save {number}");
            await HoldsAsync(follower, "a", $"save {number}");
        }

        await end.CancelAsync();
        await logging;
        clock.Elapsed.Should().BeLessThan(TimeSpan.FromMinutes(1));
        File.Exists(Mirror("busy.log")).Should().BeFalse();
    }

    private WatchSet Rules(string patterns = "") => _project.Rules($"- {{path: ./src, action: sync, target: /app{patterns}}}");

    private Follower Follow(WatchSet set, ChangeFeedOptions? options = null) => new(set, _project.At("mirror"), options);

    private string Mirror(string name) => _project.At("mirror/app/" + name);

    private Task HoldsAsync(Follower follower, string name, string text) =>
        Eventually.UntilAsync(() => File.Exists(Mirror(name)) && Read(Mirror(name)) == text, $"{name} is \"{text}\"", follower.Following);

    private Task IsGoneAsync(Follower follower, string name) =>
        Eventually.UntilAsync(() => !Path.Exists(Mirror(name)), $"{name} is gone", follower.Following);

    private static string? Read(string path)
    {
        try
        {
            return File.ReadAllText(path);
        }
        catch (IOException)
        {
            return null;
        }
    }

    private async Task GitAsync(params string[] arguments)
    {
        using var git = Process.Start(new ProcessStartInfo("git", arguments) { WorkingDirectory = _project.Folder })!;
        await git.WaitForExitAsync();
        git.ExitCode.Should().Be(0);
    }

    /// <summary>A clock that goes slower than the world.</summary>
    private sealed class SlowTime : TimeProvider
    {
        private const int Factor = 20;

        public override long GetTimestamp() => System.GetTimestamp() / Factor;

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
            System.CreateTimer(callback, state, dueTime * Factor, period);
    }

    /// <summary>The clock of the day goes on in the pause, the other one does not.</summary>
    private sealed class SuspendedTime : TimeProvider
    {
        public ManualTime Manual { get; } = new();

        public TimeSpan Pause { get; set; }

        public override long TimestampFrequency => Manual.TimestampFrequency;

        public override DateTimeOffset GetUtcNow() => Manual.GetUtcNow() + Pause;

        public override long GetTimestamp() => Manual.GetTimestamp();

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
            Manual.CreateTimer(callback, state, dueTime, period);
    }

    /// <summary>Blocks at the first change until the test lets it go on, so that the queue of the kernel fills.</summary>
    private sealed class SlowReceiver : IChangeReceiver, IDisposable
    {
        private readonly ManualResetEventSlim _go = new();
        private readonly Lock _turn = new();
        private readonly List<string> _rescans = [];

        public IReadOnlyList<string> Rescans
        {
            get
            {
                lock (_turn)
                    return [.. _rescans];
            }
        }

        public void Go() => _go.Set();

        public void Changed(string path) => _go.Wait();

        public void ChangedBelow(string path)
        {
            lock (_turn)
                _rescans.Add(path);
        }

        public void Notice(string text)
        {
        }

        public void Dispose() => _go.Dispose();
    }
}
