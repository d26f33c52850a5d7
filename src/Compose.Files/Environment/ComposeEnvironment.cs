using System.Collections.Frozen;
using System.Diagnostics.CodeAnalysis;
using Compose.Host;

namespace Compose.Files.Environment;

/// <summary>The variables that a load may see: the shell's, then what .env files add. Immutable; nothing here reads the process.</summary>
public sealed class ComposeEnvironment
{
    public static readonly ComposeEnvironment Empty = new(FrozenDictionary<string, EnvironmentValue>.Empty, null);

    private readonly IReadOnlyDictionary<string, EnvironmentValue> _values;

    private ComposeEnvironment(IReadOnlyDictionary<string, EnvironmentValue> values, string? home) => (_values, Home) = (values, home);

    /// <summary>The user's home folder, for `~` in paths; no .env file moves it.</summary>
    public string? Home { get; }

    public IReadOnlyDictionary<string, EnvironmentValue> Values => _values;

    public static ComposeEnvironment From(IEnumerable<KeyValuePair<string, string>> variables, string origin)
    {
        var values = new Dictionary<string, EnvironmentValue>(StringComparer.Ordinal);
        foreach (var (name, value) in variables)
            values[name] = new EnvironmentValue(value, origin);
        return new ComposeEnvironment(values, values.GetValueOrDefault(EnvironmentNames.Home.Name)?.Value);
    }

    /// <summary>A setting of the product that a project may make.</summary>
    public string? this[ProjectVariable variable] => Find(variable.Name);

    /// <summary>
    /// The value of a variable that a compose file or a flag such as `-e` names. The product's own settings are not read by name.
    /// </summary>
    public string? Find(string name) => _values.TryGetValue(name, out var value) ? value.Value : null;

    public bool TryGet(string name, [NotNullWhen(true)] out EnvironmentValue? value) => _values.TryGetValue(name, out value);

    /// <summary>Adds variables that are not set yet.</summary>
    public ComposeEnvironment Adding(IEnumerable<KeyValuePair<string, EnvironmentValue>> variables) => Combine(variables, replace: false);

    /// <summary>Sets variables, whatever was there before.</summary>
    public ComposeEnvironment Setting(IEnumerable<KeyValuePair<string, EnvironmentValue>> variables) => Combine(variables, replace: true);

    private ComposeEnvironment Combine(IEnumerable<KeyValuePair<string, EnvironmentValue>> variables, bool replace)
    {
        var values = new Dictionary<string, EnvironmentValue>(_values, StringComparer.Ordinal);
        foreach (var (name, value) in variables)
        {
            if (replace)
                values[name] = value;
            else
                values.TryAdd(name, value);
        }

        return new ComposeEnvironment(values, Home);
    }
}
