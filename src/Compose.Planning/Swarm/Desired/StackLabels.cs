using Compose.Files.Model;

namespace Compose.Planning.Swarm.Desired;

/// <summary>The labels by which `docker stack` finds what belongs to a stack, and one of ours.</summary>
public static class StackLabels
{
    public const string Namespace = "com.docker.stack.namespace";

    /// <summary>On a service: the image as the file names it, without the digest.</summary>
    public const string Image = "com.docker.stack.image";

    /// <summary>On a secret, whose content cannot be read back: a digest of it that is slow to compute.</summary>
    public const string Digest = "ncompose.pbkdf2";

    /// <summary>On a service that `run` has created: the service of the file. It is no orphan.</summary>
    public const string OneOff = "ncompose.oneoff";

    /// <summary>On a config that keeps a release: its number.</summary>
    public const string Release = "ncompose.release";

    /// <summary>On the config that one run holds while it changes the stack: its token.</summary>
    public const string Lock = "ncompose.lock";

    /// <summary>Such a config is no part of what files declare.</summary>
    public static bool IsBookkeeping(IDictionary<string, string>? labels) =>
        labels is not null && (labels.ContainsKey(Release) || labels.ContainsKey(Lock));

    public static Dictionary<string, string> With(string stack, NamedMap<string> labels)
    {
        var all = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, value) in labels)
            all[name] = value;
        all[Namespace] = stack;
        return all;
    }

    /// <summary>Whether a resource with these labels belongs to the stack.</summary>
    public static bool IsOf(string stack, IDictionary<string, string>? labels) =>
        labels is not null && labels.TryGetValue(Namespace, out var name) && name == stack;
}
