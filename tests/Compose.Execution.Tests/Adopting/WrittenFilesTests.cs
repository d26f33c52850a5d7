using Compose.Execution.Adopting;
using FluentAssertions;
using Xunit;

namespace Compose.Execution.Tests.Adopting;

/// <summary>Which changed paths of a container are looked at, and what is said of those that were written into it.</summary>
public sealed class WrittenFilesTests
{
    [Fact]
    public void Folders_mounts_and_what_the_engine_makes_are_left_out_and_secrets_come_first() =>
        WrittenFiles.Candidates(
            ["/etc", "/etc/app.conf", "/etc/hosts", "/dev/console", "/run", "/run/secrets", "/run/secrets/key", "/run/secrets/mounted",
                "/data", "/data/file", "/empty", "/datafile"],
            ["/run/secrets/mounted", "/data"])
            .Should().Equal("/run/secrets/key", "/datafile", "/empty", "/etc/app.conf");

    /// <summary>A file that came in an archive at 59.9 s has the time 60 s; a container that started between them must not hide it.</summary>
    [Theory]
    [InlineData(59.0, true)]
    [InlineData(60.0, true)]
    [InlineData(60.2, false)]
    [InlineData(61.0, false)]
    public void Times_of_files_in_archives_are_rounded(double written, bool isOlder)
    {
        var minute = new DateTimeOffset(2026, 12, 1, 3, 42, 0, TimeSpan.Zero);
        WrittenFiles.IsOlder(minute.AddSeconds(written), minute.AddSeconds(59.93)).Should().Be(isOlder);
    }

    [Fact]
    public void The_warning_names_container_service_and_files()
    {
        WrittenFiles.None.Warning("shop-web-1", "web").Should().BeNull();
        new WrittenFiles(["/a"]).Warning("shop-web-1", "web").Should().Be("shop-web-1: /a was written into it before it started, and a new "
            + "container does not have it: declare a config or secret of service \"web\"");
        new WrittenFiles(["/a", "/b", "/c", "/d", "/e", "/f", "/g"]).Warning("shop-web-1", "web").Should()
            .StartWith("shop-web-1: /a, /b, /c, /d, /e and 2 more were written").And.EndWith("declare configs or secrets of service \"web\"");
    }
}
