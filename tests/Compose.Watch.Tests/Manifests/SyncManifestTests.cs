using Compose.Watch.Changes;
using Compose.Watch.Entries;
using Compose.Watch.Manifests;
using Compose.Watch.Rules;
using FluentAssertions;
using Xunit;

namespace Compose.Watch.Tests.Manifests;

public sealed class SyncManifestTests : IDisposable
{
    private const string Container = "0123456789abcdef";
    private readonly WatchedProject _project = new();
    private readonly ServiceRule _rule;
    private readonly ManifestStore _store;

    public SyncManifestTests()
    {
        _project.Write("src/a", "one").Write("src/sub/b", "one").Write("src/c.log", "one");
        _rule = _project.Rules("- {path: ./src, action: sync, target: /app, ignore: ['*.log']}").Rules.Single();
        _store = ManifestStore.In(_project.At("state"));
    }

    public void Dispose() => _project.Dispose();

    [Fact]
    public void A_new_container_lacks_everything_that_matches()
    {
        var manifest = _store.Read(Container);
        manifest.IsNew.Should().BeTrue();
        manifest.Compare(_rule).Upload.Select(entry => entry.ContainerPath).Should().Equal("/app/a", "/app/sub", "/app/sub/b");
    }

    [Fact]
    public void A_saved_manifest_shows_what_changed_while_no_watch_ran()
    {
        var before = _store.Read(Container);
        before.Record(before.Compare(_rule));
        before.Save();
        _project.Write("src/a", "two");
        File.Delete(_project.At("src/sub/b"));
        _project.Write("src/new", "one");

        var manifest = _store.Read(Container);
        manifest.IsNew.Should().BeFalse();
        Told(manifest.Compare(_rule)).Should().Equal("- /app/sub/b", "+ /app/a", "+ /app/new");
        manifest.Record(manifest.Compare(_rule));
        manifest.Compare(_rule).IsEmpty.Should().BeTrue();
        manifest.Save();
        _store.Read(Container).Compare(_rule).IsEmpty.Should().BeTrue();
    }

    [Fact]
    public void What_a_killed_watch_was_copying_is_copied_again_or_deleted()
    {
        _store.Read(Container).Expect(_store.Read(Container).Compare(_rule).Upload);
        File.Delete(_project.At("src/sub/b"));
        Told(_store.Read(Container).Compare(_rule)).Should().Equal("- /app/sub/b", "+ /app/a", "+ /app/sub");
    }

    [Fact]
    public void What_a_killed_watch_was_deleting_is_copied_when_the_host_has_it_again()
    {
        var manifest = _store.Read(Container);
        manifest.Record(manifest.Compare(_rule));
        manifest.Doubt(["/app/sub"]);

        Told(_store.Read(Container).Compare(_rule)).Should().Equal("+ /app/sub", "+ /app/sub/b");
        Directory.Delete(_project.At("src/sub"), recursive: true);
        Told(_store.Read(Container).Compare(_rule)).Should().Equal("- /app/sub");
    }

    [Fact]
    public void Files_of_the_image_are_not_copied()
    {
        var manifest = SyncManifest.InMemory();
        manifest.Assume(_rule);
        manifest.Compare(_rule).IsEmpty.Should().BeTrue();
    }

    [Fact]
    public void A_new_container_adopts_what_was_handled_and_lacks_what_came_later()
    {
        var handled = SyncManifest.InMemory();
        handled.Assume(_rule, DateTimeOffset.UnixEpoch);
        handled.Count.Should().Be(0, "the build may not have seen any of it");
        handled.Assume(_rule, DateTimeOffset.MaxValue);
        _project.Write("src/a", "later");
        _project.Write("src/new", "later");

        var manifest = _store.Read(Container);
        manifest.Record(_rule.EntryAt(_project.At("src/new"))! with { IsFresh = false });
        manifest.Adopt(handled, _rule);
        Told(manifest.Compare(_rule)).Should().Equal("+ /app/a");
    }

    [Fact]
    public void A_second_save_of_the_same_length_at_the_same_time_is_seen_by_its_content()
    {
        var manifest = SyncManifest.InMemory();
        manifest.Assume(_rule);
        var entry = _rule.EntryAt(_project.At("src/a"))!;
        manifest.Record(entry with { IsFresh = true, Digest = "of something else" });
        Told(manifest.Compare(_rule)).Should().Equal("+ /app/a");
    }

    [Fact]
    public void A_path_that_is_gone_is_deleted_even_when_only_the_image_had_it()
    {
        var manifest = SyncManifest.InMemory();
        manifest.Assume(_rule);
        Told(manifest.Compare(_rule, Batch("src/of-the-image", "src/of-the-image.log"))).Should().Equal("- /app/of-the-image");
    }

    [Fact]
    public void What_came_back_below_a_path_that_is_still_to_be_deleted_is_copied_after_it()
    {
        var manifest = SyncManifest.InMemory();
        manifest.Assume(_rule);
        Told(manifest.Compare(HostLook.Of(_rule), ["/app/sub"])).Should().Equal("- /app/sub", "+ /app/sub", "+ /app/sub/b");
    }

    [Fact]
    public async Task To_delete_very_many_paths_takes_one_look_at_the_manifest()
    {
        var manifest = SyncManifest.InMemory();
        var facts = EntryFacts.Of(_project.At("src/a"))!.Value;
        var paths = Enumerable.Range(0, 200_000).Select(number => $"/app/{number}").ToList();
        manifest.Record(new SyncChanges([.. paths.Append("/app/kept").Select(path => new HostEntry(path, path, facts))], []));
        await Task.Run(() => manifest.Record(new SyncChanges([], paths))).WaitAsync(TimeSpan.FromMinutes(1));
        manifest.Count.Should().Be(1);
    }

    [Fact]
    public void A_deleted_folder_takes_what_is_below_but_not_what_begins_like_it()
    {
        var manifest = SyncManifest.InMemory();
        _project.Write("src/sub b").Write("src/sub.c").Write("src/sub/deep/d");
        manifest.Assume(_rule);
        Directory.Delete(_project.At("src/sub"), recursive: true);
        File.Delete(_project.At("src/sub.c"));
        var changes = manifest.Compare(_rule, new ChangeBatch([], [_project.At("src/sub"), _project.At("src/sub.c")], default));
        Told(changes).Should().Equal("- /app/sub", "- /app/sub.c");
        manifest.Record(changes);
        manifest.Count.Should().Be(2, "a and \"sub b\" are left");
    }

    [Fact]
    public void A_folder_in_the_place_of_a_file_is_made_after_the_file_is_deleted()
    {
        var manifest = SyncManifest.InMemory();
        manifest.Assume(_rule);
        File.Delete(_project.At("src/a"));
        _project.Write("src/a/b");
        var batch = new ChangeBatch([], [_project.At("src/a")], default);
        Told(manifest.Compare(_rule, batch)).Should().Equal("- /app/a", "+ /app/a", "+ /app/a/b");
    }

    [Fact]
    public void A_link_in_the_place_of_a_folder_leaves_what_is_behind_it_alone()
    {
        var manifest = SyncManifest.InMemory();
        manifest.Assume(_rule);
        Directory.Move(_project.At("src/sub"), _project.At("elsewhere"));
        File.CreateSymbolicLink(_project.At("src/sub"), "../elsewhere");
        Told(manifest.Compare(_rule, Batch("src/sub", "src/sub/b", "src/sub/x"))).Should().Equal("- /app/sub", "+ /app/sub");
    }

    [Fact]
    public void A_manifest_whose_end_is_cut_off_holds_as_far_as_it_goes()
    {
        var before = _store.Read(Container);
        before.Record(before.Compare(_rule));
        before.Save();
        var file = Directory.EnumerateFiles(_project.At("state")).Single();
        var content = File.ReadAllBytes(file);
        for (var length = 0; length < content.Length; length++)
        {
            File.WriteAllBytes(file, content[..length]);
            var cut = _store.Read(Container);
            cut.Count.Should().BeLessThan(4);
            cut.Record(cut.Compare(_rule));
            cut.Save();
            _store.Read(Container).Compare(_rule).IsEmpty.Should().BeTrue();
        }
    }

    [Fact]
    public void A_manifest_is_old_when_its_container_was_not_watched_for_long()
    {
        foreach (var container in (string[])["read", "left"])
        {
            var manifest = _store.Read(container);
            manifest.Record(manifest.Compare(_rule));
            manifest.Save();
            File.SetLastWriteTimeUtc(_project.At("state/" + container), DateTime.UtcNow.AddDays(-40));
        }

        _store.Read("read");
        var later = ManifestStore.In(_project.At("state"));
        later.Read("read").IsNew.Should().BeFalse();
        later.Read("left").IsNew.Should().BeTrue();
        later.Problem.Should().BeNull();
    }

    [Fact]
    public void A_folder_that_cannot_be_used_is_told()
    {
        File.CreateSymbolicLink(_project.At("link"), "state");
        ManifestStore.In(_project.At("link")).Problem
            .Should()
            .Be($"the next watch will not know what this one copied, because {_project.At("link")} cannot be used: it is a symbolic link");
    }

    [Fact]
    public void Many_saves_do_not_make_the_file_grow_without_end()
    {
        var manifest = _store.Read(Container);
        for (var number = 0; number < 3000; number++)
        {
            manifest.Record(_rule.EntryAt(_project.At("src/a"))!);
            manifest.Save();
        }

        new FileInfo(Directory.EnumerateFiles(_project.At("state")).Single()).Length.Should().BeLessThan(300_000);
        _store.Read(Container).Count.Should().Be(1);
    }

    private ChangeBatch Batch(params string[] names) => new([.. names.Select(_project.At)], [], default);

    private static IEnumerable<string> Told(SyncChanges changes) =>
        changes.Delete.Select(path => "- " + path).Concat(changes.Upload.Select(entry => "+ " + entry.ContainerPath));
}
