using System.CommandLine;
using System.Text;
using Compose.Cli.CommandLine;
using Compose.Cli.Hosting;

namespace Compose.Cli.Completion;

/// <summary>
/// `__complete WORDS… PART`: what can stand in the place of PART, one candidate a line with its description behind a tab, and a last line
/// with a directive. The form is that of the docker command line, which asks its plugins in this way.
/// </summary>
internal sealed class CompletionQuestion
{
    public const string Command = "__complete";
    public const string CommandWithoutDescriptions = "__completeNoDesc";

    private readonly IReadOnlyList<string> _words;
    private readonly string _part;
    private readonly GlobalFlags _flags = new();
    private readonly ProjectFacts _facts;
    private readonly List<string> _operands = [];
    private CommandEntry[] _entries;
    private string _path = "";
    private CommandSpec? _command;
    private Option? _open;
    private bool _onlyOperands;

    private CompletionQuestion(IReadOnlyList<string> words, ProcessContext process, CommandEntry[] commands)
    {
        _entries = commands;
        _words = [.. words.SkipLast(1)];
        _part = words.Count > 0 ? words[^1] : "";
        _facts = new ProjectFacts(process, commands);
    }

    public static async Task<int> AnswerAsync(IReadOnlyList<string> args, ProcessContext process, CommandEntry[] commands)
    {
        var question = new CompletionQuestion([.. args.Skip(1)], process, commands);
        var (candidates, directive) = await question.AnswerAsync();
        var text = new StringBuilder();
        foreach (var candidate in candidates)
        {
            text.Append(candidate.Value);
            if (candidate.Description.Length > 0 && args[0] == Command)
                text.Append('\t').Append(candidate.Description);
            text.Append('\n');
        }

        process.Terminal.Print(text.Append(':').Append((int)directive).Append('\n').ToString());
        return ExitCodes.Success;
    }

    private async Task<(IEnumerable<Candidate> Candidates, Directive Directive)> AnswerAsync()
    {
        if (!Read())
            return ([], Directive.NoFiles);
        if (_open is { } flag)
            return await ValuesAsync(flag, _part, "");
        if (!_onlyOperands && _part.StartsWith("--", StringComparison.Ordinal) && _part.Contains('=', StringComparison.Ordinal))
        {
            var (name, value) =
                (_part[.._part.IndexOf('=', StringComparison.Ordinal)], _part[(_part.IndexOf('=', StringComparison.Ordinal) + 1)..]);
            return Flags().FirstOrDefault(option => option.Name == name) is { } given ? await ValuesAsync(given, value, name + "=")
                : ([], Directive.NoFiles);
        }

        if (!_onlyOperands && _part.StartsWith('-'))
            return (Starting(
                Flags().Where(option => !option.Hidden).SelectMany(Spellings).Append(new Candidate("--help", "Show this help"))),
                Directive.NoFiles);
        if (_command is null)
            return (Starting(_entries.Where(entry => !entry.Hidden).Select(entry => new Candidate(entry.Name, entry.Summary))),
                Directive.NoFiles);
        return await OperandCandidates.OfAsync(_command, _path, _operands, _part, _facts);
    }

    private IEnumerable<Option> Flags() =>
        _command is null ? _path.Length == 0 ? _flags.All : _flags.Everywhere : _command.Options.Concat(_flags.Everywhere);

    /// <summary>The short form only where nothing more has been typed than its dash.</summary>
    private IEnumerable<Candidate> Spellings(Option flag)
    {
        yield return new Candidate(flag.Name, flag.Description ?? "");
        if (flag.Shorthand() is { } letter && _part == "-")
            yield return new Candidate("-" + letter, flag.Description ?? "");
    }

    private IEnumerable<Candidate> Starting(IEnumerable<Candidate> candidates) =>
        candidates.Where(candidate => candidate.Value.StartsWith(_part, StringComparison.Ordinal));

    /// <summary>Walks over the words before; false when they name no command that there is.</summary>
    private bool Read()
    {
        var globals = new List<string>();
        foreach (var word in _words)
        {
            if (_open is not null)
            {
                if (_command is null)
                    globals.Add(word);
                _open = null;
            }
            else if (!_onlyOperands && word == "--")
                _onlyOperands = true;
            else if (!_onlyOperands && word.Length > 1 && word[0] == '-')
            {
                _open = Opened(word);
                if (_command is null)
                    globals.Add(word);
            }
            else if (_command is not null)
            {
                _operands.Add(word);
                _onlyOperands |= _command.StopsAtOperand;
            }
            else if (!Enter(word))
                return false;
        }

        // The flag whose value is asked for has none yet.
        if (_open is not null && _command is null && globals.Count > 0)
            globals.RemoveAt(globals.Count - 1);
        _facts.GlobalArguments = globals;
        return true;
    }

    private bool Enter(string word)
    {
        if (CommandEntry.Find(_entries, word) is not { } entry)
            return false;
        _path = _path.Length == 0 ? entry.Name : _path + " " + entry.Name;
        _entries = [.. entry.Children];
        if (entry.Children.Length == 0)
            _command = entry.Build();
        return true;
    }

    /// <summary>The flag whose value is the next word.</summary>
    private Option? Opened(string word)
    {
        if (word.Contains('=', StringComparison.Ordinal))
            return null;
        var name = word.StartsWith("--", StringComparison.Ordinal) ? word : "-" + word[^1];
        return Flags().FirstOrDefault(option => option.Name == name || option.Aliases.Contains(name)) is { } flag && !flag.IsSwitch()
            ? flag : null;
    }

    private async Task<(IEnumerable<Candidate> Candidates, Directive Directive)> ValuesAsync(Option flag, string value, string prefix)
    {
        if (FlagValues.Of(_path, flag.Name) is { } words)
            return (Prefixed(words), Directive.NoFiles);
        return flag.Name switch
        {
            "--profile" => (Prefixed(_facts.Profiles()), Directive.NoFiles),
            "--project-name" => (Prefixed(await _facts.ProjectsAsync()), Directive.NoFiles),
            "--attach" or "--no-attach" or "--exit-code-from" => (Prefixed(_facts.Services()), Directive.NoFiles),
            "--scale" => (Prefixed(_facts.Services().Select(service => service + "=")), Directive.NoFiles | Directive.NoSpace),
            "--project-directory" or "--workdir" when _command is null => ([], Directive.Folders),
            "--file" or "--env-file" or "--env-from-file" or "--output" or "--volume" => ([], Directive.Files),
            _ => ([], Directive.NoFiles),
        };

        IEnumerable<Candidate> Prefixed(IEnumerable<string> values) =>
            values.Where(text => text.StartsWith(value, StringComparison.Ordinal)).Select(text => new Candidate(prefix + text));
    }
}
