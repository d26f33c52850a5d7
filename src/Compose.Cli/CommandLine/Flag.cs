using System.CommandLine;
using System.Globalization;

namespace Compose.Cli.CommandLine;

/// <summary>Makes the kinds of flags there are. HelpName is the kind's word, as Docker's help prints it; a switch has none.</summary>
internal static class Flag
{
    public static Option<bool> Switch(string name, string? shorthand, string description, bool byDefault = false) =>
        Made(new Option<bool>(name) { DefaultValueFactory = _ => byDefault }, shorthand, description, null);

    public static Option<string> Text(string name, string? shorthand, string description, string byDefault = "", string kind = "string") =>
        Made(new Option<string>(name) { DefaultValueFactory = _ => byDefault }, shorthand, description, kind);

    public static Option<long> Number(string name, string? shorthand, string description, long byDefault = 0) =>
        Made(new Option<long>(name) { DefaultValueFactory = _ => byDefault }, shorthand, description, "int");

    public static Option<string[]> List(string name, string? shorthand, string description, string kind = "stringArray") =>
        Made(new Option<string[]>(name) { DefaultValueFactory = _ => [], Arity = ArgumentArity.OneOrMore }, shorthand, description, kind);

    /// <summary>Works, but the help does not show it: deprecated, or there for scripts.</summary>
    public static T AsHidden<T>(this T option) where T : Option
    {
        option.Hidden = true;
        return option;
    }

    /// <summary>Another spelling that is accepted and not shown.</summary>
    public static T WithAlias<T>(this T option, string name) where T : Option
    {
        option.Aliases.Add(name);
        return option;
    }

    /// <summary>Whether the flag stands on the command line, whatever its value.</summary>
    public static bool IsGiven(this ParseResult parsed, Option option) => parsed.GetResult(option) is { Implicit: false };

    /// <summary>The letter after the single dash, if there is one.</summary>
    public static char? Shorthand(this Option option)
    {
        foreach (var alias in option.Aliases)
            if (alias.Length == 2 && alias[0] == '-')
                return alias[1];
        return null;
    }

    /// <summary>What the help says of a flag.</summary>
    public static string DescriptionWithDefault(this Option option)
    {
        var standing = option.HasDefaultValue ? option.GetDefaultValue() : null;
        return option.Description + standing switch
        {
            true => " (default true)",
            string { Length: > 0 } text => $" (default \"{text}\")",
            long number when number != 0 => string.Create(CultureInfo.InvariantCulture, $" (default {number})"),
            _ => "",
        };
    }

    public static bool IsSwitch(this Option option) => option.ValueType == typeof(bool);

    private static T Made<T>(T option, string? shorthand, string description, string? kind) where T : Option
    {
        if (shorthand is not null)
            option.Aliases.Add(shorthand);
        option.Description = description;
        option.HelpName = kind;
        return option;
    }
}
