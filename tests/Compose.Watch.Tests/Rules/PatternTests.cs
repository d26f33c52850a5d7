using FluentAssertions;
using Xunit;

namespace Compose.Watch.Tests.Rules;

public sealed class PatternTests : IDisposable
{
    private readonly WatchedProject _project = new();

    public void Dispose() => _project.Dispose();

    [Theory]
    [InlineData("", "src/a.ts", true)]
    [InlineData("", "src/sub/a.ts", true)]
    [InlineData("", "other/a.ts", false)]
    [InlineData("", "srcs/a.ts", false)]
    [InlineData("", "src", false)]
    [InlineData("ignore: [node_modules/]", "src/node_modules", false)]
    [InlineData("ignore: [node_modules/]", "src/node_modules/x/y.js", false)]
    [InlineData("ignore: [node_modules/]", "src/sub/node_modules/y.js", true)]
    [InlineData("ignore: ['**/node_modules']", "src/sub/node_modules/y.js", false)]
    [InlineData("ignore: '*.tmp'", "src/a.tmp", false)]
    [InlineData("ignore: ['*', '!keep']", "src/keep/a", true)]
    [InlineData("ignore: ['*', '!keep']", "src/a", false)]
    [InlineData("ignore: ['!keep', '*']", "src/keep/a", false)]
    [InlineData("include: ['*.ts']", "src/a.ts", true)]
    [InlineData("include: ['*.ts']", "src/sub/a.ts", false)]
    [InlineData("include: ['**/*.ts']", "src/sub/a.ts", true)]
    [InlineData("include: ['**/*.ts']", "src/a.js", false)]
    [InlineData("include: ['**/*.ts', '!gen']", "src/gen/a.ts", false)]
    [InlineData("include: ['**/*.ts'], ignore: [gen]", "src/gen/a.ts", false)]
    [InlineData("", "src/.git/HEAD", false)]
    [InlineData("", "src/sub/.git", false)]
    [InlineData("", "src/.gitignore", true)]
    [InlineData("", "src/.a.swp", false)]
    [InlineData("", "src/a~", false)]
    [InlineData("", "src/4913", false)]
    [InlineData("", "src/.idea/workspace.xml", false)]
    [InlineData("", "src/a___jb_tmp___", false)]
    [InlineData("", "src/.#a", false)]
    [InlineData("", "src/#a#", false)]
    public void A_rule_matches_what_its_patterns_say(string patterns, string path, bool matches)
    {
        _project.Write("src/a.ts");
        var set = _project.Rules($"- {{path: ./src, action: sync, target: /app{(patterns.Length > 0 ? ", " : "")}{patterns}}}");
        set.Matches(_project.At(path)).Should().Be(matches);
    }

    [Theory]
    [InlineData("ignore: ['**/node_modules']", "src/node_modules", false)]
    [InlineData("ignore: ['**/node_modules', '!node_modules/mine']", "src/node_modules", true)]
    [InlineData("ignore: ['**/node_modules', '!node_modules/mine']", "src/node_modules/other", false)]
    [InlineData("include: ['*.ts']", "src/sub", false)]
    [InlineData("include: ['**/*.ts']", "src/sub", true)]
    [InlineData("include: ['lib/**/*.ts']", "src/sub", false)]
    [InlineData("include: ['lib/**/*.ts']", "src/lib/deep", true)]
    [InlineData("", "src/.git", false)]
    [InlineData("", "other", false)]
    [InlineData("", ".", true)]
    public void A_folder_in_which_nothing_can_match_is_known(string patterns, string folder, bool mayMatch)
    {
        _project.Write("src/a.ts");
        var set = _project.Rules($"- {{path: ./src, action: sync, target: /app{(patterns.Length > 0 ? ", " : "")}{patterns}}}");
        set.MayMatchBelow(folder == "." ? _project.Folder : _project.At(folder)).Should().Be(mayMatch);
    }

    [Fact]
    public void Dockerignore_is_relative_to_the_build_context_and_its_exceptions_hold()
    {
        _project.Write("app/.dockerignore", "# only these\n*\n!src\n").Write("app/Dockerfile").Write("app/src/a").Write("app/b")
            .Write("lib/c");
        var set = _project.Rules("- {path: ., action: sync, target: /app}", "build: ./app");
        set.Matches(_project.At("app/src/a")).Should().BeTrue();
        set.Matches(_project.At("app/b")).Should().BeFalse();
        set.Matches(_project.At("lib/c")).Should().BeTrue("it is outside of the build context");
    }

    [Fact]
    public void The_ignore_file_of_the_Dockerfile_comes_first()
    {
        _project.Write(".dockerignore", "a").Write("dev.Dockerfile").Write("dev.Dockerfile.dockerignore", "b");
        var set = _project.Rules("- {path: ., action: rebuild}", "build: {context: ., dockerfile: dev.Dockerfile}");
        set.Matches(_project.At("a")).Should().BeTrue();
        set.Matches(_project.At("b")).Should().BeFalse();
    }

    [Fact]
    public void A_rule_for_one_file_matches_it_whatever_the_patterns_say()
    {
        _project.Write("package.json").Write(".dockerignore", "*").Write("Dockerfile");
        var set = _project.Rules("- {path: package.json, action: sync, target: /app/package.json}", "build: .");
        set.Matches(_project.At("package.json")).Should().BeTrue();
        set.Rules.Single().ContainerPath(_project.At("package.json")).Should().Be("/app/package.json");
        set.Rules.Single().Entries().Select(entry => entry.ContainerPath).Should().Equal("/app/package.json");
    }

    [Fact]
    public void The_root_is_watched_behind_a_link_and_a_link_inside_is_a_link()
    {
        _project.Write("real/a").Write("outside/b");
        File.CreateSymbolicLink(_project.At("src"), "real");
        File.CreateSymbolicLink(_project.At("real/link"), "../outside");
        var rule = _project.Rules("- {path: ./src, action: sync, target: /app}").Rules.Single();
        rule.Root.Should().Be(_project.At("real"));
        rule.Entries().Select(entry => $"{entry.Kind} {entry.ContainerPath} {entry.Facts.LinkTarget}".TrimEnd())
            .Should().BeEquivalentTo("File /app/a", "Link /app/link ../outside");
        rule.EntryAt(_project.At("real/link/b")).Should().BeNull("it is behind the link");
    }
}
