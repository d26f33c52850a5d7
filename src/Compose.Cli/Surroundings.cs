using System.Collections;

namespace Compose.Cli;

/// <summary>What a run is given by the process besides its arguments. Nothing below Program reads the process itself.</summary>
sealed record Surroundings(Terminal Terminal, IReadOnlyDictionary<string, string> Variables, string CurrentDirectory)
{
    public string? this[string variable] => Variables.TryGetValue(variable, out var value) ? value : null;

    public static Surroundings OfProcess()
    {
        var variables = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (DictionaryEntry variable in System.Environment.GetEnvironmentVariables())
            variables[(string)variable.Key] = (string?)variable.Value ?? "";
        return new Surroundings(Terminal.OfProcess(), variables, System.Environment.CurrentDirectory);
    }
}
