using static Compose.Files.Schema.CommonSchemas;

namespace Compose.Files.Schema;

/// <summary>Rows of `develop` and of the hooks.</summary>
internal static class DevelopSchema
{
    private static readonly Field User = new("user", AnyText, "The user that runs the command.");
    private static readonly Field Privileged = new("privileged", Flag, "Runs the command with extended privileges.");
    private static readonly Field WorkingDirectory = new("working_dir", AnyText, "The directory that the command starts in.");
    private static readonly Field HookVariables = new("environment", Variables, "Variables of the command.");

    public static readonly ValueSchema Hook = Struct(
        new("command", Command, "The command.") { Required = true, Printed = Printed.AlwaysInJson },
        User,
        Privileged,
        WorkingDirectory,
        HookVariables) with
    {
        Definition = "service_hook",
    };

    private static readonly ValueSchema Patterns = TextOrTexts with { Expand = ShortForms.SingleItem.Expand };

    private static readonly ValueSchema WatchRule = Struct(
        new("path", AnyText with { Path = PathRule.Watched }, "The file or directory to watch.")
        {
            Required = true,
            Printed = Printed.Always
        },
        new("action", Choice("rebuild", "sync", "restart", "sync+restart", "sync+exec"), "What to do about a change.")
        {
            Required = true,
            Printed = Printed.Always
        },
        new("target", AnyText, "Where changed files are copied to in the container."),
        new("exec", Hook, "The command to run after copying, for sync+exec.") { Printed = Printed.AlwaysInJson },
        new("include", Patterns, "Patterns of the files that count."),
        new("ignore", Patterns, "Patterns of the files that do not count."),
        new("initial_sync", PlainFlag, "Copies everything once before watching."));

    public static readonly ValueSchema Develop = Struct(new Field("watch", ListOf(WatchRule), "What to do when files change.")) with
    {
        Definition = "development",
        Types = ValueTypes.Object | ValueTypes.Null,
    };
}
