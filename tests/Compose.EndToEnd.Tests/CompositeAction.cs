using System.Text.RegularExpressions;
using Compose.Testing.Processes;
using Compose.Testing.Scenarios;
using YamlDotNet.RepresentationModel;

namespace Compose.EndToEnd.Tests;

/// <summary>
/// Runs the steps of an action.yml as GitHub's runner does, as far as ours use it. Actions of others are only listed, with their inputs.
/// </summary>
internal sealed partial class CompositeAction
{
    private readonly Scenario _scenario;
    private readonly YamlMappingNode _action;
    private readonly Dictionary<string, string> _values = new(StringComparer.Ordinal);

    /// <summary>The folder is that of the repository with the action.</summary>
    public CompositeAction(Scenario scenario, string folder)
    {
        (_scenario, _action) = (scenario, ReadYaml(File.ReadAllText(Path.Combine(folder, "action.yml"))));
        _scenario.Environment["GITHUB_ACTION_PATH"] = _values["github.action_path"] = folder;
        foreach (var (name, input) in Entries(_action, "inputs"))
            _values["inputs." + name] = Text(input, "default") ?? "";
    }

    public int ExitCode { get; private set; }

    /// <summary>The actions of others that the runner would have run.</summary>
    public List<string> Used { get; } = [];

    /// <summary>The inputs of these actions.</summary>
    public Dictionary<string, string> UsedInputs { get; } = new(StringComparer.Ordinal);

    /// <summary>The names of the steps with a script of their own that ran.</summary>
    public List<string> Ran { get; } = [];

    public static YamlMappingNode ReadYaml(string text)
    {
        var stream = new YamlStream();
        stream.Load(new StringReader(text));
        return (YamlMappingNode)stream.Documents[0].RootNode;
    }

    public string Input(string name) => _values["inputs." + name];

    public void Set(string input, string value)
    {
        if (!_values.ContainsKey("inputs." + input))
            throw new InvalidOperationException($"there is no input {input}");
        _values["inputs." + input] = value;
    }

    public async Task RunAsync()
    {
        foreach (var step in ((YamlSequenceNode)_action["runs"]["steps"]).Cast<YamlMappingNode>())
        {
            if (!Holds(Text(step, "if")))
                continue;
            if (Text(step, "uses") is { } other)
            {
                Used.Add(other);
                foreach (var (name, value) in Entries(step, "with"))
                    UsedInputs[name] = Expanded(value.ToString());
            }
            else
            {
                Ran.Add(Text(step, "name")!);
                await RunAsync(step);
            }
        }
    }

    private async Task RunAsync(YamlMappingNode step)
    {
        if (Text(step, "shell") != "bash")
            throw new InvalidOperationException("a step of a composite action needs a shell");
        var output = Path.Combine(_scenario.Folder, "output-" + Guid.NewGuid().ToString("N"));
        var path = output + "-path";
        _scenario.Environment["GITHUB_OUTPUT"] = output;
        _scenario.Environment["GITHUB_PATH"] = path;
        foreach (var (name, value) in Entries(step, "env"))
            _scenario.Environment[name] = Expanded(value.ToString());
        var run = await BashAsync(_scenario, Text(step, "run")!);
        if (ExitCode == 0)
            ExitCode = run.ExitCode;
        foreach (var line in File.Exists(path) ? File.ReadAllLines(path) : [])
            _scenario.Environment["PATH"] = line + ":" + _scenario.Environment["PATH"];
        foreach (var line in File.Exists(output) ? File.ReadAllLines(output) : [])
            _values[$"steps.{Text(step, "id")}.outputs.{line.Split('=')[0]}"] = line[(line.IndexOf('=', StringComparison.Ordinal) + 1)..];
    }

    private string Expanded(string text) => Expression().Replace(text, match => _values[match.Groups[1].Value]);

    /// <summary>The shell of GitHub's steps.</summary>
    public static Task<ProcessRun> BashAsync(Scenario scenario, string script) =>
        ProcessRun.RunAsync("bash", ["--noprofile", "--norc", "-eo", "pipefail", "-c", script], scenario.Folder, scenario.Environment);

    private bool Holds(string? condition) => condition switch
    {
        null => ExitCode == 0,
        "failure()" => ExitCode != 0,
        _ when Comparison().Match(condition) is { Success: true } match => ExitCode == 0 && _values[match.Groups[1].Value] == match.Groups[2].Value,
        _ => throw new InvalidOperationException($"a condition that the test does not know: {condition}"),
    };

    private static string? Text(YamlNode node, string key) => node is YamlMappingNode mapping
        && mapping.Children.TryGetValue(new YamlScalarNode(key), out var value) ? ((YamlScalarNode)value).Value : null;

    private static IEnumerable<(string Name, YamlNode Value)> Entries(YamlMappingNode node, string key) =>
        node.Children.TryGetValue(new YamlScalarNode(key), out var value)
            ? ((YamlMappingNode)value).Children.Select(entry => (((YamlScalarNode)entry.Key).Value!, entry.Value)) : [];

    [GeneratedRegex(@"\$\{\{ ([\w.]+) \}\}")]
    private static partial Regex Expression();

    [GeneratedRegex(@"^([\w.]+) == '(\w+)'$")]
    private static partial Regex Comparison();
}
