using System.Globalization;
using Compose.Engine;
using Compose.Engine.Errors;
using Compose.Engine.Gaps;
using Compose.Engine.Registry;
using Compose.Execution.Scheduling;
using Compose.Planning.Operations;
using Compose.Planning.Swarm.Specs;
using Docker.DotNet.Models;

namespace Compose.Execution.Stacks;

/// <summary>Updates and rollbacks of services. The swarm takes them only with the version that it has.</summary>
internal sealed class ServiceUpdates(EngineClient engine)
{
    private const string OutOfSequence = "update out of sequence";

    /// <summary>
    /// With the version from which it was updated. When only the version has changed meanwhile (a node came or went), it is tried once
    /// more;
    /// another spec is the work of another client.
    /// </summary>
    public async Task<(OperationResult Result, ulong Since)> UpdateAsync(Operation.UpdateService update, RegistryCredential? credential)
    {
        try
        {
            await engine.UpdateServiceAsync(update.Id, update.Version, update.Spec, credential, CancellationToken.None);
            return (OperationResult.Done, update.Version);
        }
        catch (EngineError error) when (error.Message.Contains(OutOfSequence, StringComparison.Ordinal))
        {
            var found = await engine.InspectServiceAsync(update.Id, CancellationToken.None);
            if (!SpecFields.AreEqual(found.Spec, update.Old))
                return (ChangedMeanwhile(update.Name, found), update.Version);
            await engine.UpdateServiceAsync(update.Id, VersionOf(found), update.Spec, credential, CancellationToken.None);
            return (OperationResult.Done, VersionOf(found));
        }
    }

    /// <summary>The version from which it was restored; 0 when the swarm has done it already.</summary>
    public async Task<ulong> RevertAsync(Operation.RevertService revert)
    {
        var found = await engine.InspectServiceAsync(revert.Id, CancellationToken.None);
        if (SpecFields.AreEqual(found.Spec, revert.Old))
            return 0;
        if (SpecFields.AreEqual(found.PreviousSpec, revert.Old))
            await engine.RollBackServiceAsync(revert.Id, VersionOf(found), found.Spec!, CancellationToken.None);
        else
            await engine.UpdateServiceAsync(revert.Id, VersionOf(found), revert.Old, null, CancellationToken.None);
        return VersionOf(found);
    }

    private static ulong VersionOf(SwarmService service) => service.Version?.Index ?? 0;

    private static OperationResult ChangedMeanwhile(string name, SwarmService found)
    {
        var text = string.Create(CultureInfo.InvariantCulture,
            $"service {name} was changed by another client at {found.UpdatedAt:HH:mm:ss} while this run was going on");
        return new OperationResult
        {
            Error = new StepError(text) { Details = ["help: look at what it did with `plan`, then run this again"], IsOutdated = true },
        };
    }
}
