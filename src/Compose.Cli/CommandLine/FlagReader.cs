using System.CommandLine;
using Compose.Files.Environment;
using Compose.Files.Values;

namespace Compose.Cli.CommandLine;

/// <summary>
/// Reads arguments by the rules that Docker's users know (pflag's) and hands them on in the one form that System.CommandLine cannot
/// misunderstand: `--name=value` for every flag. System.CommandLine alone differs where it matters: it takes `false` after a switch for its
/// value, a value that looks like a flag for a flag, `:` for `=`, `@file` for a response file, and cannot stop at the first operand.
/// </summary>
internal sealed class FlagReader(IReadOnlyList<string> args, int start, IEnumerable<Option> flags, bool stopsAtOperand, string command)
{
    private readonly Dictionary<string, Option> _byName = Index(flags);
    private int _next = start;

    public List<string> Tokens { get; } = [];
    public List<string> Operands { get; } = [];
    public bool WantsHelp { get; private set; }

    /// <summary>Index of the first argument that was not read.</summary>
    public int Next => _next;

    public UsageError? Read()
    {
        while (_next < args.Count)
        {
            var arg = args[_next++];
            if (arg == "--")
            {
                TakeRest();
                return null;
            }

            if (arg.Length < 2 || arg[0] != '-')
            {
                if (stopsAtOperand)
                {
                    _next--;
                    return null;
                }

                Operands.Add(arg);
                continue;
            }

            var error = arg[1] == '-' ? ReadLong(arg) : ReadShort(arg);
            if (error is not null)
                return error;
        }

        return null;
    }

    /// <summary>Everything that is left is operands, whatever it looks like.</summary>
    public void TakeRest()
    {
        while (_next < args.Count)
            Operands.Add(args[_next++]);
    }

    private UsageError? ReadLong(string arg)
    {
        var equals = arg.IndexOf('=', StringComparison.Ordinal);
        var name = equals < 0 ? arg : arg[..equals];
        if (name.Length == 2 || name[2] == '-')
            return new UsageError($"bad flag syntax: {arg}", command);
        if (name == "--help")
        {
            WantsHelp = equals < 0 || GoValue.ParseBool(arg[(equals + 1)..]) != false;
            return null;
        }

        if (!_byName.TryGetValue(name, out var flag))
            return new UsageError($"unknown flag: {name}", command, NearestName.Find(name, LongNames()));
        if (equals >= 0)
            return Accept(flag, arg[(equals + 1)..]);
        if (flag.IsSwitch())
            return Accept(flag, "true");
        return _next < args.Count ? Accept(flag, args[_next++]) : new UsageError($"flag needs an argument: {name}", command);
    }

    private UsageError? ReadShort(string arg)
    {
        for (var i = 1; i < arg.Length; i++)
        {
            var rest = arg[(i + 1)..];
            if (!_byName.TryGetValue("-" + arg[i], out var flag))
            {
                if (arg[i] == 'h')
                {
                    WantsHelp = true;
                    continue;
                }

                return new UsageError($"unknown shorthand flag: '{arg[i]}' in -{arg[i..]}", command);
            }

            if (rest.Length > 1 && rest[0] == '=')
                return Accept(flag, rest[1..]);
            if (!flag.IsSwitch())
            {
                if (rest.Length > 0)
                    return Accept(flag, rest);
                return _next < args.Count ? Accept(flag, args[_next++])
                    : new UsageError($"flag needs an argument: '{arg[i]}' in -{arg[i..]}", command);
            }

            Accept(flag, "true");
        }

        return null;
    }

    private UsageError? Accept(Option flag, string value)
    {
        if (flag.IsSwitch())
        {
            if (GoValue.ParseBool(value) is not { } on)
                return Invalid(flag, value, "ParseBool", "invalid syntax");
            value = on ? "true" : "false";
        }
        else if (flag.ValueType == typeof(long))
        {
            if (!GoSyntax.TryParseInt(value, out var number, out var invalid))
                return Invalid(flag, value, "ParseInt", invalid);
            value = number.ToString(System.Globalization.CultureInfo.InvariantCulture);
        }

        // Of several values for a flag that takes one, the last counts; System.CommandLine would refuse the second.
        if (flag.ValueType != typeof(string[]))
            Forget(flag);
        if (value.Length == 0)
            Tokens.AddRange([flag.Name, value]);
        else
            Tokens.Add(flag.Name + "=" + value);
        return null;
    }

    private void Forget(Option flag)
    {
        var index = Tokens.FindIndex(token => token == flag.Name || token.StartsWith(flag.Name + "=", StringComparison.Ordinal));
        if (index >= 0)
            Tokens.RemoveRange(index, Tokens[index] == flag.Name ? 2 : 1);
    }

    private UsageError Invalid(Option flag, string value, string function, string invalid)
    {
        var shown = flag.Shorthand() is { } letter ? $"-{letter}, {flag.Name}" : flag.Name;
        return new UsageError(
            $"invalid argument {GoSyntax.Quote(value)} for \"{shown}\" flag: strconv.{function}: parsing {GoSyntax.Quote(value)}: {invalid}", command);
    }

    private IEnumerable<string> LongNames() => _byName.Where(pair => pair.Key.Length > 2 && !pair.Value.Hidden).Select(pair => pair.Key);

    private static Dictionary<string, Option> Index(IEnumerable<Option> flags)
    {
        var index = new Dictionary<string, Option>(StringComparer.Ordinal);
        foreach (var flag in flags)
        {
            index.Add(flag.Name, flag);
            foreach (var alias in flag.Aliases)
                index.Add(alias, flag);
        }

        return index;
    }
}
