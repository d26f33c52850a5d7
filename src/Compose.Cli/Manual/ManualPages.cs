using System.CommandLine;
using Compose.Cli.CommandLine;
using Compose.Cli.Hosting;
using Compose.Host;

namespace Compose.Cli.Manual;

/// <summary>A manual page for the program and one for each command that the help lists, made of the command table.</summary>
internal sealed class ManualPages(CommandEntry[] entries, string date)
{
    private const string Program = ProcessContext.ProductName;
    private const string Summary = "define and run applications of several containers";

    private readonly GlobalFlags _flags = new();

    /// <summary>The names of the files with their contents.</summary>
    public IEnumerable<(string File, string Text)> All()
    {
        yield return (FileOf(Program), OfProgram());
        foreach (var page in entries.Where(entry => !entry.Hidden).SelectMany(entry => Below(Program, entry)))
            yield return page;
    }

    private IEnumerable<(string File, string Text)> Below(string parent, CommandEntry entry)
    {
        var path = $"{parent} {entry.Name}";
        yield return (FileOf(path), entry.Children.IsEmpty ? OfCommand(path, entry) : OfGroup(path, entry));
        foreach (var page in entry.Children.Where(child => !child.Hidden).SelectMany(child => Below(path, child)))
            yield return page;
    }

    private string OfProgram()
    {
        var page = Begin(Program, Summary).Section("SYNOPSIS").Typed(Program, "[OPTIONS] COMMAND").Section("DESCRIPTION");
        page.Line("Runs the containers of a compose file on a Docker engine or a swarm, shows what it will change and why before it does,");
        page.Line("and restores what worked when an update fails. Files, commands, flags and labels are those of Docker Compose.");
        AppendFlags(page, _flags.All);
        AppendCommands(page, Program, entries);
        page.Section("EXIT STATUS");
        foreach (var (code, meaning) in ExitStatus)
            page.Term([code], "", meaning);
        page.Section("ENVIRONMENT");
        foreach (var variable in EnvironmentNames.All)
            page.Term([variable.Name], "", variable.Meaning);
        page.Section("FILES");
        page.Term(
            ["compose.yaml", "compose.yml", "docker-compose.yaml", "docker-compose.yml"], "",
            "The compose file of a folder, unless `-f` names another.");
        page.Term([".env"], "", "Variables for the compose file; `ncompose environment` prints which of them ncompose reads itself.");
        page.Term(["ncompose.lock"], "", "Digests of images and remote files, which `ncompose lock` writes.");
        var commands = entries.Where(entry => !entry.Hidden).Select(entry => $"{Program}-{entry.Name}");
        return page.Section("SEE ALSO").References([.. commands, "docker"]).ToString();
    }

    private static IEnumerable<(string Code, string Meaning)> ExitStatus =>
    [
        ($"{ExitCodes.Success}", "Success."),
        ($"{ExitCodes.Failure}", "An error of the command line, of the files or of the engine."),
        ($"{ExitCodes.RolledBack}", "An update has failed, and the containers that were there before run again."),
        ($"{ExitCodes.Defect}", "A defect of ncompose itself."),
        ($"{ExitCodes.HungUp}", "The terminal was closed."),
        ($"{ExitCodes.Interrupted}", "Interrupted by a signal."),
        ($"{ExitCodes.OutputClosed}", "The reader of the output has closed it."),
    ];

    private string OfGroup(string path, CommandEntry group)
    {
        var page = Begin(path, group.Summary).Section("SYNOPSIS").Typed(path, "COMMAND");
        AppendFlags(page, _flags.Everywhere);
        AppendCommands(page, path, [.. group.Children]);
        return End(page, path, group.Children.Select(child => $"{path} {child.Name}"));
    }

    private string OfCommand(string path, CommandEntry entry)
    {
        var command = entry.Build();
        var page = Begin(path, entry.Summary).Section("SYNOPSIS");
        foreach (var (form, at) in command.OperandUsage.Split('\n').Select((form, at) => (form, at)))
            (at > 0 ? page.LineBreak() : page).Typed(path, $"[OPTIONS] {form}".TrimEnd());
        page.Section("DESCRIPTION").Line(command.Description!.TrimEnd('.') + ".");
        if (!entry.Aliases.IsEmpty)
            page.Paragraph().Line($"Other names of the command: {string.Join(", ", entry.Aliases)}.");
        AppendFlags(page, command.Options.Concat(_flags.Everywhere));
        if (!command.Examples.IsEmpty)
            page.Section("EXAMPLES");
        foreach (var (example, at) in command.Examples.Select((example, at) => (example, at)))
            (at > 0 ? page.Paragraph() : page).Line(example.Purpose).Example(example.Line);
        return End(page, path, []);
    }

    private ManualText Begin(string path, string summary) =>
        new ManualText().Heading(PageOf(path), date, $"{Program} {ProductVersion.Number}")
            .Section("NAME").Line($"{PageOf(path)} - {summary.TrimEnd('.')}");

    private static string End(ManualText page, string path, IEnumerable<string> below) =>
        page.Section("SEE ALSO").References([.. below.Prepend(path[..path.LastIndexOf(' ')]).Select(PageOf)]).ToString();

    private static void AppendCommands(ManualText page, string path, CommandEntry[] commands)
    {
        page.Section("COMMANDS");
        foreach (var command in commands.Where(command => !command.Hidden))
            page.Term([command.Name], "", $"{command.Summary.TrimEnd('.')}. See `{PageOf($"{path} {command.Name}")}`(1).");
    }

    private static void AppendFlags(ManualText page, IEnumerable<Option> flags)
    {
        page.Section("OPTIONS");
        foreach (var flag in flags.Where(flag => !flag.Hidden).OrderBy(flag => flag.Name, StringComparer.OrdinalIgnoreCase))
            page.Term(
                flag.Shorthand() is { } letter ? [$"-{letter}", flag.Name] : [flag.Name], flag.HelpName ?? "",
                flag.DescriptionWithDefault());
    }

    private static string PageOf(string path) => path.Replace(' ', '-');

    private static string FileOf(string path) => PageOf(path) + ".1";
}
