using System.Diagnostics;
using Compose.Files.Ignoring;
using FluentAssertions;
using Xunit;

namespace Compose.Files.Tests.Ignoring;

/// <summary>Lines of .dockerignore; that they mean what Docker Compose takes them for is tested with both builders (IgnoreTests).</summary>
public sealed class IgnorePatternTests
{
    [Theory]
    [InlineData("*.log", "x.log", true)]
    [InlineData("*.log", "sub/x.log", false)]
    [InlineData("**/*.log", "sub/deep/x.log", true)]
    [InlineData("**/*.log", "x.log", true)]
    [InlineData("sub", "sub/deep/x", true)]
    [InlineData("su*/de*", "sub/deep/x", true)]
    [InlineData("sub/*", "sub", false)]
    [InlineData("a**b", "ab", true)]
    [InlineData("a**b", "axx/yb", false)]
    [InlineData("a**b", "axx/b", true)]
    [InlineData("a*b*c", "aXbYbZc", true)]
    [InlineData("a*b*c", "aXbY/c", false)]
    [InlineData("**", "any/thing", true)]
    [InlineData("x/**", "x", false)]
    [InlineData("x/**", "x/y", true)]
    [InlineData("?.txt", "/.txt", false)]
    [InlineData("[^a].txt", "b.txt", true)]
    [InlineData("[a-c]x", "dx", false)]
    [InlineData("\\*x", "*x", true)]
    [InlineData("**/x/**/y", "a/x/b/c/y", true)]
    [InlineData("**/x/**/y", "a/x/b/c/z", false)]
    public void A_pattern_matches_what_it_says(string pattern, string path, bool matches) =>
        IgnoreRules.Parse(pattern).Matches(path).Should().Be(matches);

    [Fact]
    public void Many_wildcards_do_not_take_many_times_as_long()
    {
        var clock = Stopwatch.StartNew();
        IgnoreRules.Parse(string.Concat(Enumerable.Repeat("*a", 40)) + "b").Matches(new string('a', 200)).Should().BeFalse();
        IgnoreRules.Parse(string.Concat(Enumerable.Repeat("**/", 40)) + "x").Matches(string.Concat(Enumerable.Repeat("d/", 60)) + "y")
            .Should().BeFalse();
        IgnoreRules.Parse(new string('*', 100_001) + "b").Matches(new string('a', 200)).Should().BeFalse("and no stack overflows");

        // With backtracking it was hours.
        clock.Elapsed.Should().BeLessThan(TimeSpan.FromMinutes(1));
    }

    [Fact]
    public void Reading_a_pipe_is_an_error_and_does_not_wait()
    {
        var folder = Directory.CreateTempSubdirectory("ncompose-ignore-").FullName;
        try
        {
            var pipe = Path.Combine(folder, ".dockerignore");
            Compose.Testing.NamedPipe.Make(pipe);
            FluentActions.Invoking(() => IgnoreRules.Read(pipe)).Should().Throw<IOException>()
                .WithMessage("*.dockerignore: not a regular file");
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
