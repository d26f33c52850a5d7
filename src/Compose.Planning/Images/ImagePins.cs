using Compose.Files.Model;
using Compose.Planning.Desired;

namespace Compose.Planning.Images;

/// <summary>Compares images on the engine with ncompose.lock.</summary>
public static class ImagePins
{
    /// <summary>The content differs from the lock. An image that was loaded or built here has no digest to compare.</summary>
    public static bool Deviates(NamedMap<string> pins, string reference, ImageFacts facts) =>
        pins.TryGet(reference, out var digest) && !facts.RepoDigests.IsEmpty
            && !facts.RepoDigests.Any(known => known.EndsWith("@" + digest, StringComparison.Ordinal));
}
