using System.Collections.Immutable;
using Compose.Files.Binding;
using Compose.Files.Model;

namespace Compose.Execution.Providers;

/// <summary>The variables that the providers of one run have set, for the containers of the services that depend on them.</summary>
internal sealed class ProvidedVariables
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, ImmutableArray<ProvidedVariable>> _byProvider = new(StringComparer.Ordinal);

    public void Set(string provider, ImmutableArray<ProvidedVariable> variables)
    {
        lock (_gate)
            _byProvider[provider] = variables;
    }

    /// <summary>
    /// The service with the variables of its providers, and a warning for each variable of its own that one of them replaces.
    /// </summary>
    public (Service Service, ImmutableArray<string> Warnings) AddTo(Service service)
    {
        lock (_gate)
        {
            var set = service.DependsOn.Keys.Where(_byProvider.ContainsKey)
                .SelectMany(provider => _byProvider[provider].Select(variable => (Provider: provider, Variable: variable))).ToList();
            if (set.Count == 0)
                return (service, []);
            var warnings = set
                .Where(item => item.Variable.IsRaw && service.Environment.TryGet(item.Variable.Name, out var own)
                    && own != item.Variable.Value)
                .Select(item =>
                    $"provider \"{item.Provider}\" overrides environment variable \"{item.Variable.Name}\" in service \"{service.Name}\"");
            var variables = set.Select(item => KeyValuePair.Create(item.Variable.NameFor(item.Provider), item.Variable.Value));
            return (AddedVariables.AddTo(service, variables), [.. warnings]);
        }
    }
}
