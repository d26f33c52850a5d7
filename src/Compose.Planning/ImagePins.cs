using Compose.Files.Model;
using Compose.Planning.Desired;

namespace Compose.Planning;

/// <summary>Images on the engine against ncompose.lock.</summary>
public static class ImagePins
{
    /// <summary>
    /// Other content than the lock names. One that came from no registry (it was loaded from an archive, or built here) has no digest to compare.
    /// </summary>
    public static bool Deviates(NamedMap<string> pins, string reference, ImageFacts facts) =>
        pins.TryGet(reference, out var digest) && !facts.RepoDigests.IsEmpty && !facts.RepoDigests.Any(known => known.EndsWith("@" + digest, StringComparison.Ordinal));
}
