using System.Collections.Immutable;
using Compose.Files.Model;
using Compose.Planning.Desired;
using Compose.Planning.Observed;

namespace Compose.Execution.Converging;

/// <summary>What a plan of `up` is made from: the files, the images that are there, and what is on the engine.</summary>
public sealed record ConvergeInputs(ComposeProject Project, NamedMap<ImageFacts> Images, ObservedState Observed, bool ListsAnnotations)
{
    /// <summary>The services whose providers have been run; their variables are in the project.</summary>
    public ImmutableHashSet<string> Provided { get; init; } = [];
}
