using System.Globalization;
using Compose.Ui.Stack;

namespace Compose.Ui;

/// <summary>The command line that `ncompose ui` makes: global flags as they are there, and those of `ui`.</summary>
internal sealed record UiArguments(StackOptions Stack)
{
    public int Port { get; init; }
    public bool Open { get; init; }
    public bool Json { get; init; }

    /// <summary>The stack is shown in the terminal.</summary>
    public bool Terminal { get; init; }

    /// <summary>End when standard input ends: another command shows the page beside its own work.</summary>
    public bool WithParent { get; init; }

    /// <summary>Null for a flag that there is not.</summary>
    public static UiArguments? Parse(string[] words, string folder)
    {
        var parsed = new UiArguments(new StackOptions { Ncompose = "ncompose", Folder = folder });
        for (var at = 0; at < words.Length; at++)
        {
            var flag = words[at];
            var value = IsSwitch(flag) ? "" : at + 1 < words.Length ? words[++at] : null;
            if (value is null || parsed.With(flag, value) is not { } more)
                return null;
            parsed = more;
        }

        return parsed;
    }

    private static bool IsSwitch(string flag) => flag is "--open" or "--json" or "--terminal" or "--read-only" or "--with-parent";

    private UiArguments? With(string flag, string value) => flag switch
    {
        "--open" => this with { Open = true },
        "--json" => this with { Json = true },
        "--terminal" => this with { Terminal = true },
        "--with-parent" => this with { WithParent = true },
        "--read-only" => this with { Stack = Stack with { ReadOnly = true } },
        "--ncompose" => this with { Stack = Stack with { Ncompose = value } },
        "--port" => int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var port) ? this with { Port = port } : null,
        "--file" => Global(flag, value, Stack with { Files = Stack.Files.Add(value) }),
        "--profile" => Global(flag, value, Stack with { Profiles = Stack.Profiles.Add(value) }),
        "--env-file" => Global(flag, value, Stack with { EnvFiles = Stack.EnvFiles.Add(value) }),
        "--project-name" => Global(flag, value, Stack with { ProjectName = value }),
        "--project-directory" => Global(flag, value, Stack with { ProjectDirectory = value }),
        _ => null,
    };

    private UiArguments Global(string flag, string value, StackOptions stack) =>
        this with { Stack = stack with { GlobalFlags = [.. stack.GlobalFlags, flag, value] } };
}
