using Compose.Cli.Hosting;
using FluentAssertions;
using Xunit;

namespace Compose.Cli.Tests;

/// <summary>Arguments are read as Docker's command line reads them; the sentences are Docker Compose's own (tried on 2.40.3).</summary>
public sealed class CommandLineTests
{
    [Theory]
    [InlineData("unknown flag: --foo", "--foo")]
    [InlineData("unknown flag: --foo", "config", "--foo")]
    [InlineData("unknown flag: --file", "config", "--file", "x")]
    [InlineData("unknown shorthand flag: 'x' in -x", "-x")]
    [InlineData("unknown shorthand flag: 'x' in -x", "config", "-qx")]
    [InlineData("unknown shorthand flag: 'z' in -zo", "config", "-qzo")]
    [InlineData("flag needs an argument: --format", "config", "--format")]
    [InlineData("flag needs an argument: 'o' in -o", "config", "-qo")]
    [InlineData("bad flag syntax: --=x", "config", "--=x")]
    [InlineData("invalid argument \"maybe\" for \"--dry-run\" flag: strconv.ParseBool: parsing \"maybe\": invalid syntax",
        "--dry-run=maybe", "config")]
    [InlineData("invalid argument \"x\" for \"--parallel\" flag: strconv.ParseInt: parsing \"x\": invalid syntax", "--parallel",
        "x", "config")]
    [InlineData("invalid argument \"99999999999999999999\" for \"--parallel\" flag: strconv.ParseInt: parsing \"99999999999999999999\": value out of range", "--parallel", "99999999999999999999", "config")]
    [InlineData("unknown command \"foo\" for \"ncompose\"", "foo")]
    [InlineData("unknown command \"plugin foo\" for \"ncompose\"", "plugin", "foo")]
    [InlineData("unknown command \"foo\" for \"ncompose\"", "help", "foo")]
    [InlineData("accepts between 1 and 2 arg(s), received 0", "commit")]
    [InlineData("accepts between 1 and 2 arg(s), received 3", "commit", "web", "a:1", "b:1")]
    [InlineData("unknown command \"extra\" for \"ncompose version\"", "version", "extra")]
    public void Usage_errors_have_the_sentences_of_Docker_Compose(string sentence, params string[] args)
    {
        using var run = new Run().Ncompose(args);

        run.FirstErrorLine.Should().Be(sentence);
        run.ExitCode.Should().Be(1);
        run.Output.Should().BeEmpty();
    }

    [Theory]
    [InlineData("help", "--help")]
    [InlineData("help up", "up --help")]
    [InlineData("help plugin install", "plugin install --help")]
    [InlineData("--dry-run help ps", "ps --help")]
    public void The_help_command_prints_what_the_flag_prints(string command, string flag)
    {
        using var asked = new Run().Ncompose(command.Split(' '));
        using var expected = new Run().Ncompose(flag.Split(' '));

        asked.Output.Should().StartWith("Usage:  ncompose ").And.Be(expected.Output);
        asked.ExitCode.Should().Be(0);
        asked.Error.Should().BeEmpty();
    }

    [Fact]
    public void Up_with_watch_stays_attached()
    {
        using var run = new Run().File("compose.yaml", "services: {web: {image: busybox}}").Ncompose("up", "--watch", "--detach");

        run.FirstErrorLine.Should()
            .Be("--detach cannot be combined with --abort-on-container-exit, --abort-on-container-failure, --attach, --attach-dependencies or --watch");
        run.ExitCode.Should().Be(1);
    }

    [Theory]
    [InlineData("confg", "\"config\"")]
    [InlineData("--projectname", "\"--project-name\"")]
    [InlineData("--prof", "\"--profile\"")]
    public void A_slip_of_the_fingers_gets_a_suggestion(string typed, string meant)
    {
        using var run = new Run().Ncompose(typed);

        run.Error.Should().Contain($"  = help: did you mean {meant}?");
    }

    [Theory]
    [InlineData("ps")]
    [InlineData("down")]
    [InlineData("exec", "web", "true")]
    public void Lookups_accept_a_project_name_in_capitals(params string[] args)
    {
        using var run = new Run().File("compose.yaml", "services: {web: {image: busybox}}")
            .Ncompose(["-H", "tcp://127.0.0.1:1", "-p", "Foo", .. args]);

        run.Error.Should().NotContain("invalid project name").And.Contain("127.0.0.1:1");
    }

    [Theory]
    [InlineData("-p", "Foo", "up")]
    [InlineData("-p", "Foo", "run", "web")]
    [InlineData("-p", "Foo Bar", "ps")]
    public void Commands_that_create_a_project_require_a_valid_name(params string[] args)
    {
        using var run = new Run().File("compose.yaml", "services: {web: {image: busybox}}").Ncompose(args);

        run.FirstErrorLine.Should().StartWith("invalid project name");
        run.ExitCode.Should().Be(1);
    }

    [Fact]
    public void An_unlike_command_gets_no_suggestion()
    {
        using var run = new Run().Ncompose("frobnicate");

        run.Error.Should().NotContain("did you mean").And.Contain("Run 'ncompose --help'");
    }

    [Theory]
    [InlineData("version")]
    [InlineData("-v")]
    [InlineData("--version")]
    [InlineData("-f", "nowhere.yaml", "-p", "x", "version")]
    [InlineData("-fnowhere.yaml", "--parallel=3", "--dry-run", "version", "--dry-run=false")]
    [InlineData("version", "--short=false", "--format", "pretty")]
    [InlineData("-p", "", "version")]
    [InlineData("--progress", "--file", "version")]
    public void Version_reads_nothing_and_says_its_number(params string[] args)
    {
        using var run = new Run().Variable("COMPOSE_FILE", "nowhere.yaml").Ncompose(args);

        run.Output.Should().Be($"ncompose version {ProductVersion.Tag}\n");
        run.Error.Should().BeEmpty();
        run.ExitCode.Should().Be(0);
    }

    [Fact]
    public void Version_has_a_short_and_a_json_form()
    {
        using var run = new Run();

        run.Ncompose("version", "--short").Output.Should().Be(ProductVersion.Number + "\n");
        run.Ncompose("version", "-fjson").Output.Should().Be($"{{\"version\":\"{ProductVersion.Tag}\"}}\n");
        run.Ncompose("version", "-f=yaml", "-f", "json").Output.Should().StartWith("{", "the last of several values counts");
    }

    [Theory]
    [InlineData]
    [InlineData("--help")]
    [InlineData("-h")]
    [InlineData("--project-name", "x")]
    public void Without_a_command_the_help_is_printed(params string[] args)
    {
        using var run = new Run().Ncompose(args);

        run.Output.Should().StartWith("Usage:  ncompose [OPTIONS] COMMAND\n");
        run.ExitCode.Should().Be(0);
    }

    [Fact]
    public void Every_command_shows_how_it_is_used()
    {
        var without = CommandTable.All().Where(entry => !entry.Hidden && entry.Children.IsEmpty && entry.Build().Examples.IsEmpty);

        without.Select(entry => entry.Name).Should().BeEmpty();
    }

    [Theory]
    [InlineData("help", "--help")]
    [InlineData("help-config", "config", "--help")]
    [InlineData("help-config", "config", "web", "--help", "--quiet")]
    [InlineData("help-version", "version", "-h", "surplus")]
    [InlineData("help-exec", "exec", "--help")]
    [InlineData("help-cp", "cp", "-h")]
    [InlineData("help-plugin", "plugin")]
    public void Help_has_the_layout_that_users_know(string golden, params string[] args)
    {
        using var run = new Run().Ncompose(args);

        Golden.Check(golden + ".txt", run.Output);
        run.ExitCode.Should().Be(0);
    }
}
