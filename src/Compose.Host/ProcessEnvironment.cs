using System.Collections;
using System.Collections.Frozen;

namespace Compose.Host;

/// <summary>
/// The variables of the process, and nothing of a project's files: a .env file is input. What configures the program takes this type, so
/// the project's variables cannot be passed to it.
/// </summary>
public sealed class ProcessEnvironment(IReadOnlyDictionary<string, string> variables)
{
    public static readonly ProcessEnvironment Empty = new(FrozenDictionary<string, string>.Empty);

    /// <summary>All variables: the project's files interpolate them by any name.</summary>
    public IReadOnlyDictionary<string, string> All => variables;

    public string? this[EnvironmentVariable variable] => variables.TryGetValue(variable.Name, out var value) ? value : null;

    public static ProcessEnvironment OfProcess()
    {
        var variables = new Dictionary<string, string>(StringComparer.Ordinal);
#pragma warning disable RS0030 // the one place that reads them
        foreach (DictionaryEntry variable in Environment.GetEnvironmentVariables())
#pragma warning restore RS0030
            variables[(string)variable.Key] = (string?)variable.Value ?? "";
        return new ProcessEnvironment(variables);
    }

    /// <summary>With one variable changed, as a flag of the command line asks; null removes it.</summary>
    public ProcessEnvironment With(EnvironmentVariable variable, string? value)
    {
        var changed = new Dictionary<string, string>(variables, StringComparer.Ordinal);
        if (value is null)
            changed.Remove(variable.Name);
        else
            changed[variable.Name] = value;
        return new ProcessEnvironment(changed);
    }
}
