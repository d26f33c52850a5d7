using System.Collections.Immutable;
using Compose.Files.Environment;

namespace Compose.Files.DotEnvFiles;

/// <summary>Variables in the order of their first mention, with the value of their last.</summary>
internal sealed class DotEnvVariables
{
    private readonly List<KeyValuePair<string, EnvironmentValue>> _variables = [];
    private readonly Dictionary<string, int> _index = new(StringComparer.Ordinal);

    public EnvironmentValue? Find(string name) => _index.TryGetValue(name, out var i) ? _variables[i].Value : null;

    public void Set(string name, EnvironmentValue value)
    {
        if (_index.TryAdd(name, _variables.Count))
            _variables.Add(new(name, value));
        else
            _variables[_index[name]] = new(name, value);
    }

    public ImmutableArray<KeyValuePair<string, EnvironmentValue>> ToImmutable() => [.. _variables];
}
