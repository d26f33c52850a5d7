using System.Globalization;
using System.Text;
using Compose.Host;
using Compose.Planning.Operations;
using Compose.Planning.Plans;
using Compose.Planning.Swarm.Observed;
using Compose.Planning.Swarm.Specs;

namespace Compose.Planning.Swarm;

/// <summary>Tells whether the inputs of a plan for a swarm have changed.</summary>
public static class StackFingerprint
{
    /// <summary>What the steps would send: of the same swarm and the same files they are the same.</summary>
    public static string OfPlan(Plan plan)
    {
        var text = new StringBuilder();
        foreach (var step in plan.Steps)
        {
            text.Append(step.Operation.TypeName).Append('\0').Append(step.Operation.Resource).Append('\n');
            var spec = step.Operation switch
            {
                Operation.CreateService create => create.Spec,
                Operation.UpdateService update => update.Spec,
                _ => null,
            };
            foreach (var (field, value) in SpecFields.Of(spec))
                text.Append(field).Append('\0').Append(value).Append('\n');
        }

        return ContentDigest.Hex(text.ToString());
    }

    /// <summary>Every change of a service, network, config or secret gives it another version or id.</summary>
    public static string Of(ObservedStack observed)
    {
        var lines = observed.Services
            .Select(service => string.Create(CultureInfo.InvariantCulture, $"{service.ID} {service.Version?.Index}"))
            .Concat(observed.Networks.Select(network => network.ID)).Concat(observed.Configs.Select(config => config.ID))
                .Concat(observed.Secrets.Select(secret => secret.ID));
        return ContentDigest.Hex(string.Join('\n', lines.Order(StringComparer.Ordinal)));
    }
}
