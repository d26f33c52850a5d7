using System.Collections.Immutable;
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

    /// <summary>The service with the variables of its providers, and a warning for each variable of its own that one of them replaces.</summary>
    public (Service Service, ImmutableArray<string> Warnings) AddTo(Service service)
    {
        lock (_gate)
        {
            if (_byProvider.Count == 0)
                return (service, []);
            var (variables, warnings) = (service.Environment, ImmutableArray.CreateBuilder<string>());
            foreach (var provider in service.DependsOn.Keys.Where(_byProvider.ContainsKey))
                foreach (var variable in _byProvider[provider])
                {
                    if (variable.IsRaw && variables.TryGet(variable.Name, out var own) && own != variable.Value)
                        warnings.Add($"provider \"{provider}\" overrides environment variable \"{variable.Name}\" in service \"{service.Name}\"");
                    variables = variables.With(variable.NameFor(provider), variable.Value);
                }

            return (service with { Environment = variables }, warnings.ToImmutable());
        }
    }
}
