using System.Runtime.Versioning;
using Compose.Execution.Locks;
using Compose.Host;
using Compose.Testing.Processes;
using FluentAssertions;
using Xunit;

namespace Compose.Execution.Tests;

/// <summary>Where locks are kept, what another user can do about it, and that only a lock that is held is waited for.</summary>
[SupportedOSPlatform("linux")]
public sealed class ProjectLockTests : IDisposable
{
    private const UnixFileMode Own = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
    private readonly string _root = Directory.CreateTempSubdirectory("ncompose-lock-").FullName;
    private readonly List<string> _said = [];
    private readonly List<string> _warned = [];

    public void Dispose() => Directory.Delete(_root, recursive: true);

    [Fact]
    public async Task A_held_lock_is_waited_for_and_its_owner_is_named()
    {
        var folder = Folder("own");
        var first = await Take(folder);
        var (cancel, second) = await Waiting(folder);

        _said.Should().ContainSingle().Which.Should()
            .MatchRegex("^waiting for `ncompose up` \\(process \\d+, since ..:..:..\\), which is at work on project \"p\"$");
        first!.Dispose();
        using (var taken = await second)
            taken.Should().NotBeNull();
        cancel.Dispose();
        _warned.Should().BeEmpty();
        Directory.GetFiles(folder, "*.owner").Should().BeEmpty();
        File.GetUnixFileMode(folder).Should().Be(Own);
    }

    [Fact]
    public async Task The_owners_text_cannot_write_to_the_terminal()
    {
        var folder = Folder("own");
        using var first = await Take(folder);
        var owner = Directory.GetFiles(folder, "*.owner").Single();
        await File.WriteAllTextAsync(owner, "\e]0;title\a\e[2J[sudo] password:\n" + new string('x', 10_000));
        var (cancel, second) = await Waiting(folder);

        var sentence = _said.Single();
        sentence.Should().NotContainAny("\e", "\a", "\n").And.Contain("[sudo] password:");
        sentence.Length.Should().BeLessThan(300);
        await Ended(cancel, second);
    }

    [Fact]
    public async Task A_pipe_in_place_of_the_owner_is_not_read()
    {
        var folder = Folder("own");
        using var first = await Take(folder);
        var owner = Directory.GetFiles(folder, "*.owner").Single();
        File.Delete(owner);
        await MakePipe(owner);
        var (cancel, second) = await Waiting(folder);

        _said.Single().Should().StartWith("waiting for another run of ncompose,");
        await Ended(cancel, second);
        File.Delete(owner);
    }

    [Fact]
    public async Task A_link_in_place_of_the_owner_is_replaced_and_its_target_is_left_alone()
    {
        var folder = Folder("own");
        (await Take(folder))!.Dispose();
        var victim = Path.Combine(_root, "victim");
        await File.WriteAllTextAsync(victim, "precious");
        File.CreateSymbolicLink(Path.ChangeExtension(Directory.GetFiles(folder, "*.lock").Single(), ".owner"), victim);

        using (var taken = await Take(folder))
            taken.Should().NotBeNull();

        (await File.ReadAllTextAsync(victim)).Should().Be("precious");
    }

    [Theory]
    [InlineData("link")]
    [InlineData("open to others")]
    [InlineData("of another user")]
    [InlineData("replaceable")]
    public async Task A_folder_that_others_can_change_is_not_used(string kind)
    {
        var foreign = Path.Combine(_root, "ncompose-user");
        switch (kind)
        {
            case "link":
                Directory.CreateSymbolicLink(foreign, Folder("elsewhere"));
                break;
            case "of another user":
                // The root user can give a folder away; for any other, one of root serves.
                if (Environment.IsPrivilegedProcess)
                    FileFacts.TrySetOwner(Folder("ncompose-user"), 65534, 65534).Should().BeTrue();
                else
                    foreign = "/root";
                break;
            case "replaceable":
                foreign = Path.Combine(Folder("without-sticky-bit"), "ncompose-user");
                File.SetUnixFileMode(Path.GetDirectoryName(foreign)!, Own | UnixFileMode.OtherWrite | UnixFileMode.OtherExecute);
                break;
            default:
                File.SetUnixFileMode(Folder("ncompose-user"), Own | UnixFileMode.OtherWrite | UnixFileMode.OtherExecute);
                break;
        }

        var fresh = Path.Combine(_root, "home", "ncompose");
        using (var taken = await Take(foreign, fresh))
            taken.Should().NotBeNull();

        _warned.Should().ContainSingle().Which.Should().StartWith($"locks are kept in {fresh}, not in {foreign}: ");
        File.GetUnixFileMode(fresh).Should().Be(Own);
        if (Directory.Exists(foreign) && foreign != "/root")
            Directory.GetFileSystemEntries(foreign).Should().BeEmpty();
    }

    [Fact]
    public async Task Without_any_folder_the_run_goes_on_with_a_warning()
    {
        (await Take("/dev/null/ncompose")).Should().BeNull();

        _warned.Should().ContainSingle().Which.Should()
            .StartWith("there is no lock against other runs on project \"p\": no folder for it (/dev/null/ncompose: ");
    }

    /// <summary>A folder of the kernel that is ours and takes no files, as a disk that is full or read-only.</summary>
    [Fact]
    public async Task A_folder_that_takes_no_file_is_not_waited_for()
    {
        (await Take("/proc/self/fd")).Should().BeNull();

        _said.Should().BeEmpty();
        _warned.Should().ContainSingle().Which.Should().StartWith("there is no lock against other runs on project \"p\": ");
    }

    [Theory]
    [InlineData("link loop")]
    [InlineData("link")]
    [InlineData("pipe")]
    [InlineData("folder")]
    public async Task A_lock_path_that_is_no_file_is_an_error_at_once(string kind)
    {
        var folder = Folder("own");
        (await Take(folder))!.Dispose();
        var path = Directory.GetFiles(folder, "*.lock").Single();
        File.Delete(path);
        var victim = Path.Combine(_root, "victim");
        if (kind == "pipe")
            await MakePipe(path);
        else if (kind == "folder")
            Directory.CreateDirectory(path);
        else
            File.CreateSymbolicLink(path, kind == "link" ? victim : path);

        (await Take(folder)).Should().BeNull();

        _said.Should().BeEmpty();
        _warned.Should().ContainSingle().Which.Should().Contain("is not a regular file");
        File.Exists(victim).Should().BeFalse();
    }

    [Fact]
    public async Task Projects_with_long_names_have_locks_of_their_own()
    {
        var folder = Folder("own");
        using var one = await Take(folder, project: new string('a', 300) + "1");
        using var two = await Take(folder, project: new string('a', 300) + "2");

        one.Should().NotBeNull();
        two.Should().NotBeNull();
        _warned.Should().BeEmpty();
    }

    [Fact]
    public void The_runtime_folder_counts_only_when_it_is_the_users()
    {
        var own = new ProcessEnvironment(
            new Dictionary<string, string> { ["XDG_RUNTIME_DIR"] = _root, ["TMPDIR"] = "/t", ["HOME"] = _root });

        ProjectLock.Folders(own).Should().Equal(Path.Combine(_root, "ncompose"));
        ProjectLock.Folders(own.With(EnvironmentNames.RuntimeFolder, "/no/such/folder")).Should()
            .Equal($"/t/ncompose-{Environment.UserName}", Path.Combine(_root, ".cache", "ncompose-locks"));
        ProjectLock.Folders(own.With(EnvironmentNames.RuntimeFolder, null).With(EnvironmentNames.Home, "/no/such/home")).Should()
            .Equal($"/t/ncompose-{Environment.UserName}");
    }

    private string Folder(string name)
    {
        var path = Path.Combine(_root, name);
        Directory.CreateDirectory(path, Own);
        return path;
    }

    private Task<ProjectLock?> Take(
        string folder, string? second = null, string project = "p", Action<string>? say = null, CancellationToken cancel = default) =>
        ProjectLock.AcquireAsync(
            new ProjectLockRequest(second is null ? [folder] : [folder, second], "unix:///engine.sock", project, "up"), say ?? _said.Add,
            _warned.Add, cancel);

    /// <summary>A run that waits for the lock, once it has said so.</summary>
    private async Task<(CancellationTokenSource Cancel, Task<ProjectLock?> Run)> Waiting(string folder)
    {
        var cancel = new CancellationTokenSource();
        var waits = new TaskCompletionSource();
        var run = Take(folder, cancel: cancel.Token, say: sentence =>
        {
            _said.Add(sentence);
            waits.SetResult();
        });
        await waits.Task;
        return (cancel, run);
    }

    private static async Task Ended(CancellationTokenSource cancel, Task<ProjectLock?> run)
    {
        await cancel.CancelAsync();
        await run.Awaiting(each => each).Should().ThrowAsync<OperationCanceledException>();
        cancel.Dispose();
    }

    private async Task MakePipe(string path) =>
        (await ProcessRun.RunAsync("mkfifo", [path], _root, new Dictionary<string, string>())).Succeeded.Should().BeTrue();
}
