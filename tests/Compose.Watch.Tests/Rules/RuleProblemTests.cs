using Compose.Files.Diagnostics;
using Compose.Watch.Rules;
using FluentAssertions;
using Xunit;

namespace Compose.Watch.Tests.Rules;

public sealed class RuleProblemTests : IDisposable
{
    private readonly WatchedProject _project = new();

    public void Dispose() => _project.Dispose();

    [Fact]
    public void A_path_in_a_bind_mount_is_left_out_with_a_warning()
    {
        var set = _project.Rules(
            "- {path: ./src/sub, action: sync, target: /app}\n- {path: ./src, action: restart}",
            "image: busybox\n    volumes: ['./src:/data']");
        _project.Messages.Should()
            .Equal("NC0770 Warning: path 'PROJECT/src/sub' also declared by a bind mount volume, this path won't be monitored!");
        set.Rules.Select(rule => rule.Index).Should().Equal(1);
    }

    [Fact]
    public void A_path_in_a_linked_bind_mount_is_left_out_for_every_action_that_copies()
    {
        _project.Write("real/a");
        File.CreateSymbolicLink(_project.At("src"), "real");
        var set = _project.Rules(
            "- {path: ./real, action: sync+exec, target: /app, exec: {command: 'true'}}", "image: busybox\n    volumes: ['./src:/data']");
        set.Rules.Should().BeEmpty();
        _project.Messages.Should()
            .Equal("NC0770 Warning: path 'PROJECT/real' also declared by a bind mount volume, this path won't be monitored!");
    }

    [Fact]
    public void What_would_be_copied_into_a_bind_mount_does_not_count()
    {
        var set = _project.Rules(
            "- {path: ., action: sync, target: /app/}\n- {path: ., action: restart}",
            "image: busybox\n    volumes: ['./data:/app/data', './odd:/app/[odd]/', './other:/apple', 'volume:/app/vendor']",
            "volumes: {volume: {}}");
        string[] paths = ["data", "data/x", "[odd]/x", "odd/x", "d/x", "vendor/x", "database"];
        paths.Where(path => set.Rules[0].Matches(_project.At(path))).Should().Equal("odd/x", "d/x", "vendor/x", "database");
        set.Rules[1].Matches(_project.At("data/x")).Should().BeTrue("a restart copies nothing");
        set.Explain(_project.At("data/x"))[0].Pattern.Should().Be(new PatternPlace("compose.yaml", 4, "data"));
    }

    [Fact]
    public void A_rebuild_needs_a_build()
    {
        _project.Rules("- {path: ., action: rebuild}").Rules.Should().BeEmpty();
        _project.Messages.Should().Equal("NC0771 Error: can't watch service \"web\" with action rebuild without a build context");
    }

    [Fact]
    public void An_ignore_file_that_cannot_be_read_is_refused()
    {
        _project.Write("Dockerfile");
        File.CreateSymbolicLink(_project.At(".dockerignore"), "/proc/self/mem");

        _project.Rules("- {path: ., action: rebuild}", "build: .");

        _project.Diagnostics.Select(diagnostic => diagnostic.Code).Should().Contain(DiagnosticCode.IgnoreFileUnreadable);
    }

    [Fact]
    public void Sync_and_exec_needs_a_command()
    {
        _project.Rules("- {path: ., action: sync+exec, target: /app}").Rules.Should().BeEmpty();
        _project.Messages.Should().Equal("NC0772 Error: can't watch with action \"sync+exec\" on service web without a command");
    }

    [Fact]
    public void The_old_names_still_work_with_a_warning()
    {
        var set = _project.Load("""
            services:
              old:
                image: busybox
                x-develop: {watch: [{path: ./src, action: sync, target: /app, ignore: '*.tmp', x-initialSync: true}]}
            """);
        _project.Messages.Should().Equal(
            "NC0773 Warning: x-develop is DEPRECATED, please use the official `develop` attribute",
            "NC0774 Warning: x-initialSync is DEPRECATED, please use the official `initial_sync` attribute");
        set.Rules.Single().Rule.InitialSync.Should().BeTrue();
        set.Matches(_project.At("src/a")).Should().BeTrue();
        set.Matches(_project.At("src/a.tmp")).Should().BeFalse();
    }

    [Fact]
    public void Extras_are_read()
    {
        var set = _project.Load("""
            x-ncompose: {watch: {poll: 750ms}}
            services:
              web:
                image: busybox
                develop:
                  watch:
                    - {path: ., action: sync, target: /app, x-ncompose: {back: [package-lock.json], chown: "app:app"}}
                    - {path: ./conf, action: restart, x-ncompose: {signal: SIGHUP}}
            """);
        _project.Messages.Should().BeEmpty();
        set.Rules[0].Rule.Back.Should().Equal("package-lock.json");
        set.Rules[0].Rule.Owner.Should().Be("app:app");
        set.Rules[1].Rule.Signal.Should().Be("SIGHUP");
    }

    [Theory]
    [InlineData("sync, target: /x", "{sginal: SIGHUP}", "there is no \"sginal\"")]
    [InlineData("sync, target: /x", "{signal: SIGHUP}", "signal must be the name of a signal, in a rule that restarts")]
    [InlineData("restart", "{signal: hang up}", "signal must be the name of a signal, in a rule that restarts")]
    [InlineData("sync, target: /x", "{back: ../up}", "back must be a list of paths below the path of the rule, in a rule that syncs")]
    [InlineData("sync, target: /x", "{back: [../up]}", "back must be a list of paths below the path of the rule, in a rule that syncs")]
    [InlineData("restart", "{chown: app}", "chown must be USER or USER:GROUP, in a rule that syncs")]
    [InlineData("restart", "5", "must be a mapping")]
    public void A_wrong_extra_is_refused_at_its_line(string action, string extra, string problem)
    {
        FluentActions.Invoking(() => _project.Rules($"- {{path: ., action: {action}, x-ncompose: {extra}}}")).Should()
            .Throw<InvalidOperationException>();
        _project.Messages.Should().Equal($"NC0775 Error: services.web.develop.watch.x-ncompose: {problem}");
        _project.Diagnostics.Single().Primary.Should().NotBeNull();
    }

    [Theory]
    [InlineData("often")]
    [InlineData("10ms")]
    public void A_wrong_interval_is_refused(string interval)
    {
        FluentActions.Invoking(() => _project.Load($"x-ncompose: {{watch: {{poll: {interval}}}}}\nservices: {{web: {{image: busybox}}}}"))
            .Should().Throw<InvalidOperationException>();
        _project.Messages.Should().Equal("NC0775 Error: x-ncompose.watch: poll must be a duration of at least 50ms");
    }

    [Fact]
    public void Explain_names_the_pattern_and_its_line()
    {
        _project.Write(".dockerignore", "*.md\n!README.md\n").Write("Dockerfile").Write("src/a");
        var set = _project.Rules(
            "- path: ./src\n  action: sync\n  target: /app\n  ignore:\n    - '*.tmp'\n    - gen\n- path: .\n  action: rebuild\n  include: '**/*.md'", "build: .");
        Explained(set, "src/a.tmp").Should().Equal("no: it is ignored, compose.yaml:10 *.tmp", "no: no pattern of include matches it");
        Explained(set, "src/gen/x").Should().Equal("no: it is ignored, compose.yaml:11 gen", "no: no pattern of include matches it");
        Explained(set, "src/a").Should().Equal("yes: no pattern ignores it → /app/a", "no: no pattern of include matches it");
        Explained(set, "b.md").Should().Equal("no: it is not below PROJECT/src", "no: it is ignored, PROJECT/.dockerignore:1 *.md");
        Explained(set, "README.md").Should().Equal("no: it is not below PROJECT/src", "yes: it is included, compose.yaml:14 **/*.md");
        Explained(set, "src/a~").Should().Equal("no: it is ignored, :0 **/*~", "no: it is ignored, :0 **/*~");
        Explained(set, "src").Should()
            .Equal("no: it is the folder of the rule: only what is in it counts", "no: no pattern of include matches it");
    }

    private IEnumerable<string> Explained(WatchSet set, string path) => set.Explain(_project.At(path)).Select(verdict =>
        ((verdict.Matches ? "yes: " : "no: ") + verdict.Reason + (verdict.Pattern is { } at ? $", {at.File}:{at.Line} {at.Text}" : "")
            + (verdict.ContainerPath is { } target ? $" → {target}" : ""))
        .Replace(_project.Folder, "PROJECT", StringComparison.Ordinal));
}
