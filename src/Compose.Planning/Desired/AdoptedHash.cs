using Compose.Files.Model;

namespace Compose.Planning.Desired;

/// <summary>Whether a container has the config hash of its service, or the one that its adopted service stands for.</summary>
public static class AdoptedHash
{
    public static bool Matches(Service service, SpecHash hash, string? label) => hash.Matches(label)
        || (label is not null && service.Adoption is { Hash: { } adopted, As: { } own } && adopted == label && hash.Matches(own));
}
