using System.Globalization;
using Compose.Cli.CommandLine;
using Compose.Cli.Hosting;
using Compose.Cli.Manual;

namespace Compose.Cli.Commands.Self;

/// <summary>`ncompose manual FOLDER`: writes the manual pages, which eng/release.sh puts into the packages.</summary>
internal static class ManualCommand
{
    public static CommandSpec Build(CommandEntry[] commands)
    {
        var date = Flag.Text("--date", null, "The date that the pages carry (YYYY-MM-DD)");
        return new CommandSpec("manual", "Write the manual pages of all commands into a folder")
        {
            KnowsSwarm = true,
            OperandRule = OperandRule.Exactly(1),
            OperandUsage = "FOLDER",
            Validate = call => call.Value(date) is { Length: > 0 } given && !IsDate(given)
                ? $"--date is a date such as 2026-11-30, not \"{given}\"" : null,
            Run = async call =>
            {
                var folder = Path.GetFullPath(call.Operands[0], call.Process.CurrentDirectory);
                Directory.CreateDirectory(folder);
                foreach (var (file, text) in new ManualPages(commands, call.Value(date)).All())
                    await File.WriteAllTextAsync(Path.Combine(folder, file), text);
                return ExitCodes.Success;
            },
        }.With(date);
    }

    private static bool IsDate(string text) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _);
}
