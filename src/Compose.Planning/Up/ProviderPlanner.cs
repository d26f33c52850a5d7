using Compose.Planning.Desired;
using Compose.Planning.Operations;
using Compose.Planning.Plans;

namespace Compose.Planning.Up;

/// <summary>Plans the providers that depend on nothing but providers.</summary>
internal static class ProviderPlanner
{
    public static Plan Plan(DesiredState desired)
    {
        var steps = new PlanBuilder();
        var planned = new Dictionary<string, StepId>(StringComparer.Ordinal);
        foreach (var spec in desired.Services.Where(spec => spec.Service.Provider is not null))
        {
            var dependencies = desired.Graph.DependenciesOf(spec.Name).ToList();
            if (dependencies.TrueForAll(planned.ContainsKey))
                planned[spec.Name] = steps.Add(
                    new Operation.RunProvider(desired.Project, spec.Service, ProviderVerb.Up), new Reason(ReasonCode.Requested),
                    dependencies.Select(name => planned[name]));
        }

        return steps.Build() with { Redaction = desired.Options.Redaction };
    }
}
