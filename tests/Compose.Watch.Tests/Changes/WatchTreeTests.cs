using System.Diagnostics;
using Compose.Watch.Changes;
using Compose.Watch.Rules;
using FluentAssertions;
using Xunit;

namespace Compose.Watch.Tests.Changes;

public sealed class WatchTreeTests : IDisposable
{
    private readonly WatchedProject _project = new();

    public void Dispose() => _project.Dispose();

    [Fact]
    public void A_tree_that_is_attached_again_ends_only_the_watches_of_folders_that_are_gone()
    {
        for (var number = 0; number < 20; number++)
            _project.Write($"src/{number}/a");
        using var inotify = Inotify.Open()!;
        var tree = new WatchTree(inotify, Rules(), static _ => { }, static _ => { });
        tree.Attach(_project.At("src"));
        var count = tree.Count;

        Directory.Move(_project.At("src/0"), _project.At("away"));
        Directory.Move(_project.At("src/1"), _project.At("src/moved"));
        _project.Write("src/new/a");
        tree.Attach(_project.At("src"));
        tree.DropMissing(_project.At("src"));

        tree.Count.Should().Be(count, "one is gone and one is new");
        inotify.Wait()!.Count(happened => happened.Has(InotifyEvents.Ignored)).Should().Be(1);
    }

    [Fact]
    public void A_name_that_is_not_UTF_8_is_told()
    {
        _project.Write("src/a");
        Shell("touch \"$(printf 'b\\377')\" \"$(printf 'c\\377.log')\"");
        using var inotify = Inotify.Open()!;
        var notices = new List<string>();
        new WatchTree(inotify, Rules(", ignore: ['*.log']"), static _ => { }, notices.Add).Attach(_project.At("src"));
        notices.Should().Equal($"{_project.At("src/b\uFFFD")} is not watched, because its name is not UTF-8");

        // The framework cannot name what it is to delete.
        Shell("rm -- *");
    }

    private void Shell(string command)
    {
        using var shell = Process.Start(new ProcessStartInfo("sh", ["-c", command]) { WorkingDirectory = _project.At("src") })!;
        shell.WaitForExit();
    }

    private WatchSet Rules(string patterns = "") => _project.Rules($"- {{path: ./src, action: sync, target: /app{patterns}}}");
}
