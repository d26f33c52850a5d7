using System.Diagnostics;
using System.Globalization;
using Compose.Cli.Hosting;
using Compose.Host;
using FluentAssertions;
using Xunit;

namespace Compose.Cli.Tests;

public sealed class WatchLockTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("watch-lock").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Our_own_number_is_that_of_a_process_that_has_gone()
    {
        Hold(Environment.ProcessId);
        (await TakenAsync()).Should().Be(Environment.ProcessId.ToString(CultureInfo.InvariantCulture));
    }

    [Fact]
    public async Task A_program_with_a_compose_file_as_an_argument_does_not_hold_the_lock()
    {
        using var other = Process.Start(new ProcessStartInfo("tail", ["-f", "/dev/null", "docker-compose.yml"])
        {
            RedirectStandardError = true,
            RedirectStandardOutput = true,
        })!;
        try
        {
            Hold(other.Id);
            (await TakenAsync()).Should().Be(Environment.ProcessId.ToString(CultureInfo.InvariantCulture));
        }
        finally
        {
            other.Kill();
        }
    }

    private void Hold(int process) =>
        File.WriteAllText(Path.Combine(_folder, "shop.pid"), process.ToString(CultureInfo.InvariantCulture));

    private async Task<string> TakenAsync()
    {
        var (held, holder) = await WatchLock.TakeAsync(
            new ProcessEnvironment(new Dictionary<string, string> { ["XDG_RUNTIME_DIR"] = _folder }), "shop", CancellationToken.None);
        using (held)
        {
            holder.Should().Be(0);
            return await File.ReadAllTextAsync(Path.Combine(_folder, "shop.pid"));
        }
    }
}
