using Compose.Cli.CommandLine;
using FluentAssertions;
using Xunit;

namespace Compose.Cli.Tests;

/// <summary>The manual pages that `ncompose manual` makes of the command table.</summary>
public sealed class ManualTests : IDisposable
{
    private static readonly string[] Macros = [".TH", ".SH", ".TP", ".PP", ".RS", ".RE", ".EX", ".EE", ".br", ".nh", ".ad"];

    private readonly Run _run = new Run().Ncompose("manual", "pages", "--date", "2026-11-30");

    public void Dispose() => _run.Dispose();

    [Fact]
    public void Every_command_of_the_help_has_a_page()
    {
        var expected = CommandTable.All().Where(entry => !entry.Hidden).SelectMany(entry => Names("ncompose", entry)).Append("ncompose");

        Directory.GetFiles(Pages).Select(Path.GetFileNameWithoutExtension).Should().BeEquivalentTo(expected);
    }

    [Fact]
    public void A_page_has_the_usage_the_flags_and_the_examples_of_the_help()
    {
        var page = Page("ncompose-config");

        page.Should().StartWith(".TH \"NCOMPOSE\\-CONFIG\" \"1\" \"2026-11-30\" \"ncompose 0.1.0\"");
        page.Should().Contain("ncompose\\-config \\- Parse, resolve and render compose file in canonical format\n");
        page.Should().Contain(".TP\n\\fB\\-q\\fR, \\fB\\-\\-quiet\\fR\n");
        page.Should().Contain("Other names of the command: convert.");
        var flags = CommandEntry.Find(CommandTable.All(), "config")!.Build().Options.Where(flag => !flag.Hidden);
        flags.Select(flag => flag.Name.Replace("-", "\\-", StringComparison.Ordinal)).Should()
            .OnlyContain(flag => page.Contains($"\\fB{flag}\\fR"));
    }

    [Fact]
    public void No_text_begins_a_macro()
    {
        foreach (var file in Directory.GetFiles(Pages))
            File.ReadLines(file).Where(line => line.StartsWith('.') || line.StartsWith('\'')).Should()
                .OnlyContain(line => Macros.Contains(line.Split(' ', 2)[0]));
    }

    [Fact]
    public void A_date_that_is_none_is_refused()
    {
        using var run = new Run().Ncompose("manual", "pages", "--date", "today");

        run.ExitCode.Should().NotBe(0);
        run.Error.Should().Contain("--date is a date such as 2026-11-30, not \"today\"");
    }

    private string Pages => Path.Combine(_run.Folder, "pages");

    private string Page(string name) => File.ReadAllText(Path.Combine(Pages, name + ".1"));

    private static IEnumerable<string> Names(string parent, CommandEntry entry) =>
        entry.Children.SelectMany(child => Names($"{parent}-{entry.Name}", child)).Prepend($"{parent}-{entry.Name}");
}
